import { setTimeout as delay } from 'node:timers/promises';

/** Waits until it is so, for at most ten seconds. */
export async function eventually(
  test: () => boolean | undefined | Promise<boolean | undefined>,
): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await test())) {
    if (Date.now() > until) {
      throw new Error(`It did not become so: ${test}`);
    }
    await delay(10);
  }
}
