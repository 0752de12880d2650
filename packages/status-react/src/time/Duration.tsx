import { useCallback } from 'react';
import { useTickingText } from './ticker';
import { useTimeText } from './useTimeText';

/** A length of time in at most two units: `4 min 10 s`. */
export function Duration({ milliseconds }: { milliseconds: number }) {
  const { duration } = useTimeText();
  return <span style={{ whiteSpace: 'nowrap' }}>{duration(milliseconds)}</span>;
}

/** The time that has passed since `since`, counting. */
export function Elapsed({ since }: { since: string | number }) {
  const at = new Date(since).getTime();
  const { duration } = useTimeText();
  const text = useTickingText(
    useCallback(now => duration(now - at), [duration, at]),
  );
  // A clock that reads itself aloud every second helps nobody.
  return (
    <span role="timer" aria-live="off" style={{ whiteSpace: 'nowrap' }}>
      {text}
    </span>
  );
}
