import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all clocks on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach(tick => tick()), 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/**
 * A text that depends on the time. The component renders again only when the
 * text changes, not with every second.
 */
export function useTickingText<T extends string>(text: (now: number) => T): T {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => text(Date.now()), [text]),
  );
}
