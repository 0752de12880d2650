import { unlessAborted } from './unlessAborted';

const never = () => new Promise<never>(() => {});
const reason = new Error('the cycle has ended');

it('is what comes of the work', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(signal, Promise.resolve('a list'))).toBe('a list');
});

it('ends with its signal', async () => {
  const controller = new AbortController();
  const waiting = unlessAborted(controller.signal, never());
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

it('does not begin to wait where that has ended before', async () => {
  const signal = AbortSignal.abort(reason);
  await expect(unlessAborted(signal, never())).rejects.toBe(reason);
});
