import { useMemo } from 'react';
import type { Reading } from '../model/figures';
import { useNumbers, type Numbers } from './useNumbers';
import { useTeamWords } from './useTeamWords';

/** A figure in words. */
export interface FigureText {
  value: string;
  unit: string | undefined;
  details: string;
}

/** Below once a day, a week is the better measure. */
const WEEK = 7;

/** Writes figures with their denominators. */
export function useFigureText(): (reading: Reading) => FigureText {
  const t = useTeamWords();
  const numbers = useNumbers();
  return useMemo(
    () => (reading: Reading) => ({
      value: valueOf(reading, t, numbers),
      unit:
        reading.unit === 'seconds' && reading.value !== undefined
          ? t('insights.p50')
          : undefined,
      details: detailsOf(reading, t, numbers),
    }),
    [t, numbers],
  );
}

type T = ReturnType<typeof useTeamWords>;

function valueOf({ unit, value, n }: Reading, t: T, numbers: Numbers): string {
  if (value === undefined) return t('insights.nothing');
  if (unit !== 'count') return numbers.write(unit, value, n);
  return value >= 1
    ? t('insights.perDay', { n: numbers.decimal(value) })
    : t('insights.perWeek', { n: numbers.decimal(value * WEEK) });
}

function detailsOf(reading: Reading, t: T, numbers: Numbers): string {
  const { p90, n, failed } = reading;
  if (n === 0) return t('insights.nothingCounted');
  const counted = t('insights.counted', { count: n, n: numbers.integer(n) });
  if (failed !== undefined) {
    return t('insights.ofAll', {
      failed: numbers.integer(failed),
      n: numbers.integer(n),
    });
  }
  return p90 === undefined
    ? counted
    : `${t('insights.p90')} ${numbers.seconds(p90)} · ${counted}`;
}
