import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readFilter, writeFilter, type TimelineFilter } from '../model/filter';

/** The timeline's filter, which lives in the address. */
export function useTimelineFilter(): [
  TimelineFilter,
  (change: Partial<TimelineFilter>) => void,
] {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = useCallback(
    (part: Partial<TimelineFilter>) =>
      setSearch(current => writeFilter(current, part), { replace: true }),
    [setSearch],
  );
  return [filter, change];
}
