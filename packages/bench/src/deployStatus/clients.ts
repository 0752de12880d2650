import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { percentile, round } from '../support/statistics';

/** What one client does over and over: everything that one page view asks for. */
export type View = (client: number, round: number) => Promise<void>;

/** Latencies of views, in milliseconds. */
export interface Latencies {
  views: number;
  p50Ms: number;
  /** Absent where so few views do not carry it. */
  p95Ms?: number;
  p99Ms?: number;
}

/** A percentile says something where at least so many values lie beyond it. */
const BEYOND = 5;

/** Sums up latencies. */
export function latenciesOf(ms: readonly number[]): Latencies {
  const carried = (share: number) => ms.length * (1 - share) >= BEYOND;
  return {
    views: ms.length,
    p50Ms: round(percentile(ms, 0.5), 1),
    ...(carried(0.95) && { p95Ms: round(percentile(ms, 0.95), 1) }),
    ...(carried(0.99) && { p99Ms: round(percentile(ms, 0.99), 1) }),
  };
}

/**
 * Lets clients view at the same time, each once per `everyMs`, their starts
 * spread evenly. A view that takes longer delays the client's next one; what a
 * person would have waited by then counts, so that a slow answer cannot hide
 * the ones behind it.
 */
export async function viewSteadily(
  view: View,
  options: { clients: number; everyMs: number; rounds: number },
): Promise<number[]> {
  const { clients, everyMs, rounds } = options;
  const latencies: number[] = [];
  const began = performance.now();
  const client = async (number: number) => {
    for (let each = 0; each < rounds; each++) {
      const due = began + (number / clients) * everyMs + each * everyMs;
      const early = due - performance.now();
      if (early > 0) await delay(early);
      const from = Math.max(due, began);
      await view(number, each);
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(
    Array.from({ length: clients }, (_, number) => client(number)),
  );
  return latencies;
}

/**
 * As many views as clients can make without pauses. Each waits for those of all
 * others, so that the latency is what their number and the rate make it.
 */
export async function viewRelentlessly(
  view: View,
  options: { clients: number; rounds: number },
): Promise<Latencies & { perSecond: number }> {
  const { clients, rounds } = options;
  const latencies: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, number) => {
      for (let each = 0; each < rounds; each++) {
        const from = performance.now();
        await view(number, each);
        latencies.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  return {
    perSecond: round(latencies.length / seconds),
    ...latenciesOf(latencies),
  };
}
