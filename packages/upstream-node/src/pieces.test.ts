import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { DeadlineReached } from './deadline';
import { piecesOf } from './pieces';

const IDLE_MS = 60;

it('gives a reader all the time it takes, and the body as long as it may', async () => {
  const body = new PassThrough();
  body.write('one');
  const read: string[] = [];
  const reading = (async () => {
    for await (const piece of piecesOf(body, IDLE_MS)) {
      read.push(`${piece}`);
      if (read.length === 1) {
        await delay(3 * IDLE_MS);
        body.write('two');
      }
    }
  })();
  await expect(reading).rejects.toEqual(new DeadlineReached(IDLE_MS));
  expect(read).toEqual(['one', 'two']);
  expect(body.destroyed).toBe(true);
});

it('gives a body up that a reader leaves', async () => {
  const body = new PassThrough();
  body.write('one');
  for await (const piece of piecesOf(body, IDLE_MS)) {
    expect(`${piece}`).toBe('one');
    break;
  }
  expect(body.destroyed).toBe(true);
});
