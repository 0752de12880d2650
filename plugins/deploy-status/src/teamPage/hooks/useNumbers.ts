import { useLanguage, useTimeText } from '@michi/status-react';
import { useMemo } from 'react';
import type { FigureUnit } from '../model/figures';

/** Below this, a tenth of a percent says more than the count carries. */
const ENOUGH_FOR_TENTHS = 100;

/** Ways to write figures in the reader's language. */
export interface Numbers {
  /** `5,000`. */
  integer(value: number): string;
  /** At most one decimal: `3.2`. */
  decimal(value: number): string;
  /** With as many decimals as `n` carries: `6.3%`. */
  share(value: number, n: number): string;
  /** `4 min 10 s`. */
  seconds(value: number): string;
  /** A value of a figure. */
  write(unit: FigureUnit, value: number, n: number): string;
  /** `3 Nov`. */
  day(time: string): string;
}

/** Writes figures in the reader's language. */
export function useNumbers(): Numbers {
  const language = useLanguage();
  const { duration } = useTimeText();
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : language;
    const format = (options: Intl.NumberFormatOptions) => {
      const { format: write } = new Intl.NumberFormat(locale, options);
      return (value: number) => write(value);
    };
    const integer = format({ maximumFractionDigits: 0 });
    const decimal = format({ maximumFractionDigits: 1 });
    const whole = format({ style: 'percent', maximumFractionDigits: 0 });
    const tenths = format({ style: 'percent', maximumFractionDigits: 1 });
    const date = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
    });
    const share = (value: number, n: number) =>
      n < ENOUGH_FOR_TENTHS ? whole(value) : tenths(value);
    const seconds = (value: number) => duration(value * 1000);
    return {
      integer,
      decimal,
      share,
      seconds,
      write: (unit, value, n) => {
        if (unit === 'seconds') return seconds(value);
        return unit === 'share' ? share(value, n) : decimal(value);
      },
      day: time => date.format(new Date(time)),
    };
  }, [language, duration]);
}
