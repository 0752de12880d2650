import { setTimeout as delay } from 'node:timers/promises';

/** Waits until it is so, for at most ten seconds where nothing else is said. */
export async function eventually(
  test: () => boolean | undefined | Promise<boolean | undefined>,
  ms = 10_000,
): Promise<void> {
  const until = Date.now() + ms;
  while (!(await test())) {
    if (Date.now() > until) {
      throw new Error(`It did not become so: ${test}`);
    }
    await delay(10);
  }
}
