import { useLanguage } from '@michi/status-react';
import { useMemo } from 'react';

/** Writes the time of day of an instant, `14:05`, in the reader's zone. */
export function useTimeOfDay(): (time: string) => string {
  const language = useLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return time => format.format(new Date(time));
  }, [language]);
}
