import { useApi } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import { statusTranslationRef } from '../translation';
import { relativeParts, splitDuration, type TimeUnit } from './parts';

type Writers = Record<TimeUnit, (count: number) => string>;

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
    const write: Writers = {
      seconds: n => t('duration.seconds', { n: String(n) }),
      minutes: n => t('duration.minutes', { n: String(n) }),
      hours: n => t('duration.hours', { n: String(n) }),
      days: n => t('duration.days', { n: String(n) }),
    };
    return (milliseconds: number) =>
      splitDuration(milliseconds)
        .map(({ unit, count }) => write[unit](count))
        .join(t('duration.separator'));
  }, [t]);
  const relative = useMemo(() => {
    const past: Writers = {
      seconds: n => t('time.secondsAgo', { n: String(n) }),
      minutes: n => t('time.minutesAgo', { n: String(n) }),
      hours: n => t('time.hoursAgo', { n: String(n) }),
      days: count => t('time.daysAgo', { count }),
    };
    const future: Writers = {
      seconds: n => t('time.inSeconds', { n: String(n) }),
      minutes: n => t('time.inMinutes', { n: String(n) }),
      hours: n => t('time.inHours', { n: String(n) }),
      days: count => t('time.inDays', { count }),
    };
    return (time: number, now: number) => {
      const { direction, part } = relativeParts(now - time);
      if (!part) return t(direction === 'past' ? 'time.justNow' : 'time.soon');
      return (direction === 'past' ? past : future)[part.unit](part.count);
    };
  }, [t]);
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
