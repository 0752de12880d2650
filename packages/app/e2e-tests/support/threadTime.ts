import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ts: z.number(),
      /** The clock of the thread: microseconds that it has worked. */
      tts: z.number().optional(),
    }),
  ),
});

/** For each name, how long the page's main thread worked from its marks to their ends, in milliseconds. */
export type ThreadTimes = (name: string) => number[];

/**
 * Measures what the page marks while `work` runs, each time with
 * `performance.mark('name:begin')` and `performance.mark('name:end')`. It reads
 * the thread's own clock, which stands still while others have the core: a wall
 * clock would measure them.
 */
export async function threadTimes(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<ThreadTimes> {
  await browser.startTracing(page, { categories: ['blink.user_timing'] });
  let trace: Buffer;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString()));
  const clock = (mark: string) =>
    traceEvents
      .filter(({ name }) => name === mark)
      .sort((a, b) => a.ts - b.ts)
      .map(({ tts = NaN }) => tts / 1000);
  return name => {
    const ends = clock(`${name}:end`);
    return clock(`${name}:begin`).map(
      (begin, index) => (ends[index] ?? NaN) - begin,
    );
  };
}

/** The value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
