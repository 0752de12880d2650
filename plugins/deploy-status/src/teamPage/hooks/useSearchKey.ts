import { useEffect, type RefObject } from 'react';

/** Whether a key that was pressed here is text that somebody writes. */
function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

/** The key `/` leads to the page's own search as long as it is there. */
export function useSearchKey(input: RefObject<HTMLInputElement>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (isWriting(event.target)) return;
      event.preventDefault();
      // Before the portal's search, which has the same key elsewhere.
      event.stopPropagation();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [input]);
}
