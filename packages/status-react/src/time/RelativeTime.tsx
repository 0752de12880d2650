import { useCallback } from 'react';
import { visuallyHidden } from '../views/visuallyHidden';
import { useTickingText } from './ticker';
import { useTimeText } from './useTimeText';

/**
 * A time as people say it, `3 min ago`, kept current; the exact time on hover
 * and in copied text, in the reader's zone.
 */
export function RelativeTime({
  time,
}: {
  /** ISO 8601 with offset, or milliseconds since 1970. */
  time: string | number;
}) {
  const at = new Date(time).getTime();
  const { relative, absolute } = useTimeText();
  const text = useTickingText(
    useCallback(now => relative(at, now), [relative, at]),
  );
  const exact = absolute(at);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={exact}
      style={{ whiteSpace: 'nowrap', position: 'relative' }}
    >
      {text}
      <span style={visuallyHidden}> ({exact})</span>
    </time>
  );
}
