import { useLanguage } from '@michi/status-react';
import { useMemo } from 'react';

/** Writes the day of an instant: `24 October`, `10月24日`; with the year where it is not this one. */
export function useDateText(): (date: Date) => string {
  const language = useLanguage();
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : language;
    const day = { day: 'numeric', month: 'long' } as const;
    const thisYear = new Intl.DateTimeFormat(locale, day);
    const anyYear = new Intl.DateTimeFormat(locale, {
      ...day,
      year: 'numeric',
    });
    return date =>
      date.getFullYear() === new Date().getFullYear()
        ? thisYear.format(date)
        : anyYear.format(date);
  }, [language]);
}

/** Writes the ticks of a time axis: the hour within a day, or the day, with the year where it begins. */
export function useTickText(): (tick: Date) => string {
  const language = useLanguage();
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : language;
    const hour = new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
    });
    const day = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
    });
    const year = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
    return tick => {
      const isDay = tick.getHours() === 0 && tick.getMinutes() === 0;
      if (!isDay) return hour.format(tick);
      const begins = tick.getMonth() === 0 && tick.getDate() === 1;
      return (begins ? year : day).format(tick);
    };
  }, [language]);
}
