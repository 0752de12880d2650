import { useEffect, useState } from 'react';

/** Midnight in the reader's zone before `now`. */
function startOfDay(now: number): Date {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  return day;
}

/** Midnight today; a page that stays open overnight starts a new day. */
export function useStartOfDay(): Date {
  const [day, setDay] = useState(() => startOfDay(Date.now()));
  useEffect(() => {
    const next = new Date(day);
    next.setDate(next.getDate() + 1);
    const timer = setTimeout(
      () => setDay(startOfDay(Date.now())),
      next.getTime() - Date.now() + 1000,
    );
    return () => clearTimeout(timer);
  }, [day]);
  return day;
}
