import { useEffect, useState } from 'react';

const RHYTHM = 30_000;

/** The time, often enough for "3 min ago" in a table: one clock for all rows. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), RHYTHM);
    return () => clearInterval(timer);
  }, []);
  return now;
}
