import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Worker } from 'node:worker_threads';

const MB = 1_000_000;

/** Each thread has a heap of its own. */
function heldHere(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}

async function heldBy(thread: Worker): Promise<number> {
  // A snapshot is one of what is left once garbage is collected.
  for await (const part of await thread.getHeapSnapshot()) void part;
  const { used_heap_size, external_memory } = await thread.getHeapStatistics();
  return (used_heap_size + external_memory) / MB;
}

/**
 * What this thread and another one hold once their garbage is collected, in
 * megabytes: the least of some measurements, as what is under way at the moment
 * of one comes and goes.
 */
export async function heldMb(
  thread: Worker,
  beforeEach: () => void,
): Promise<{ here: number; there: number }> {
  const held = { here: Infinity, there: Infinity };
  for (let each = 0; each < 5; each++) {
    await delay(100);
    beforeEach();
    held.here = Math.min(held.here, heldHere());
    held.there = Math.min(held.there, await heldBy(thread));
  }
  return held;
}
