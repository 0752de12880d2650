import { useApi } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useCallback, useMemo, useState, useEffect } from 'react';
import { statusTranslationRef } from '../translation';
import { relativeParts, splitDuration, type TimeUnit } from './parts';

const PAST = {
  seconds: 'time.secondsAgo',
  minutes: 'time.minutesAgo',
  hours: 'time.hoursAgo',
  days: 'time.daysAgo',
} as const satisfies Record<TimeUnit, string>;
const FUTURE = {
  seconds: 'time.inSeconds',
  minutes: 'time.inMinutes',
  hours: 'time.inHours',
  days: 'time.inDays',
} as const satisfies Record<TimeUnit, string>;
/** The language that the reader chose: `en`, `ja`. */
export function useLanguage(): string {
  const languageApi = useApi(appLanguageApiRef);
  const [language, setLanguage] = useState(languageApi.getLanguage().language);
  useEffect(() => {
    const subscription = languageApi
      .language$()
      .subscribe(change => setLanguage(change.language));
    return () => subscription.unsubscribe();
  }, [languageApi]);
  return language;
}

/** Ways to write times in the reader's language and zone. */
export interface TimeText {
  /** `4 min 10 s`. */
  duration(milliseconds: number): string;
  /** `3 min ago`, `in 2 h`. */
  relative(time: number, now: number): string;
  /** `23 November 2026 at 15:50:12 JST`. */
  absolute(time: number): string;
}

/** Writes times in the reader's language and zone. */
export function useTimeText(): TimeText {
  const language = useLanguage();
  const { t } = useTranslationRef(statusTranslationRef);

  const duration = useMemo(() => {
    const write: Record<TimeUnit, (count: number) => string> = {
      seconds: count => t('duration.seconds', { count }),
      minutes: count => t('duration.minutes', { count }),
      hours: count => t('duration.hours', { count }),
      days: count => t('duration.days', { count }),
    };
    return (milliseconds: number) =>
      splitDuration(milliseconds)
        .map(({ unit, count }) => write[unit](count))
        .join(t('duration.separator'));
  }, [t]);
  const relative = useCallback(
    (time: number, now: number) => {
      const { direction, part } = relativeParts(now - time);
      if (direction === 'past') {
        return part
          ? t(PAST[part.unit], { count: part.count })
          : t('time.justNow');
      }
      return part
        ? t(FUTURE[part.unit], { count: part.count })
        : t('time.soon');
    },
    [t],
  );
  const absolute = useMemo(() => {
    // British order of day and month for English: no reader takes 3/4 for April.
    const format = new Intl.DateTimeFormat(
      language === 'en' ? 'en-GB' : language,
      {
        year: 'numeric',
        month: 'long',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        timeZoneName: 'short',
      },
    );
    return (time: number) => format.format(time);
  }, [language]);

  return useMemo(
    () => ({ duration, relative, absolute }),
    [duration, relative, absolute],
  );
}
