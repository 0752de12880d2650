import { Recent } from './Recent';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('shares an answer with those who ask meanwhile, and for a while after', async () => {
  const recent = new Recent<number>();
  const find = jest.fn(async () => 7);
  await expect(
    Promise.all([recent.get('a', 1_000, find), recent.get('a', 1_000, find)]),
  ).resolves.toEqual([7, 7]);
  await recent.get('a', 1_000, find);
  expect(find).toHaveBeenCalledTimes(1);
  await recent.get('b', 1_000, find);
  expect(find).toHaveBeenCalledTimes(2);
  jest.advanceTimersByTime(1_000);
  await recent.get('a', 1_000, find);
  expect(find).toHaveBeenCalledTimes(3);
});

it('keeps nothing for longer than it is being found where it is told so', async () => {
  const recent = new Recent<number>();
  const find = jest.fn(async () => 7);
  await Promise.all([recent.get('a', 0, find), recent.get('a', 0, find)]);
  await recent.get('a', 0, find);
  expect(find).toHaveBeenCalledTimes(2);
});

it('shares a failure with those who wait, and with nobody else', async () => {
  const recent = new Recent<number>();
  const find = jest
    .fn<Promise<number>, []>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValueOnce(7);
  const both = [recent.get('a', 1_000, find), recent.get('a', 1_000, find)];
  await expect(Promise.allSettled(both)).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
  await expect(recent.get('a', 1_000, find)).resolves.toBe(7);
});

it('finds two answers at a time, and the others in turn', async () => {
  const recent = new Recent<string>();
  const begun: string[] = [];
  const end = new Map<string, (answer: string) => void>();
  const ask = (key: string) =>
    recent.get(
      key,
      0,
      () =>
        new Promise(resolve => {
          begun.push(key);
          end.set(key, resolve);
        }),
    );
  const answers = ['a', 'b', 'c'].map(ask);
  await jest.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a', 'b']);
  end.get('b')?.('B');
  await expect(answers[1]).resolves.toBe('B');
  await jest.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a', 'b', 'c']);
});

it('holds few answers at a time', async () => {
  const recent = new Recent<number>();
  const find = jest.fn(async () => 7);
  for (let key = 0; key < 20; key += 1) {
    await recent.get(String(key), 60_000, find);
  }
  await recent.get('19', 60_000, find);
  expect(find).toHaveBeenCalledTimes(20);
  await recent.get('0', 60_000, find);
  expect(find).toHaveBeenCalledTimes(21);
});
