import { Recent } from './Recent';

const MINUTE = { freshMs: 60_000 };
const A_WHILE = { freshMs: 60_000, staleMs: 600_000 };

const sleep = (ms: number, answer: number) =>
  new Promise<number>(resolve => setTimeout(() => resolve(answer), ms));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('shares an answer with those who ask meanwhile, and for a while after', async () => {
  const recent = new Recent<number>();
  const find = jest.fn(async () => 7);
  await expect(
    Promise.all([recent.get('a', MINUTE, find), recent.get('a', MINUTE, find)]),
  ).resolves.toEqual([7, 7]);
  await recent.get('a', MINUTE, find);
  expect(find).toHaveBeenCalledTimes(1);
  await recent.get('b', MINUTE, find);
  expect(find).toHaveBeenCalledTimes(2);
  jest.advanceTimersByTime(60_000);
  await recent.get('a', MINUTE, find);
  expect(find).toHaveBeenCalledTimes(3);
});

it('keeps nothing for longer than it is being found where it is told so', async () => {
  const recent = new Recent<number>();
  const find = jest.fn(async () => 7);
  await Promise.all([
    recent.get('a', { freshMs: 0 }, find),
    recent.get('a', { freshMs: 0 }, find),
  ]);
  await recent.get('a', { freshMs: 0 }, find);
  expect(find).toHaveBeenCalledTimes(2);
});

it('waits for a newer answer where that is found soon, once for all who ask', async () => {
  const recent = new Recent<number>();
  const find = jest
    .fn<Promise<number>, []>()
    .mockResolvedValueOnce(1)
    .mockImplementationOnce(() => sleep(300, 2));
  const ask = () => recent.get('a', A_WHILE, find);
  await expect(ask()).resolves.toBe(1);
  await jest.advanceTimersByTimeAsync(180_000);
  const both = Promise.all([ask(), ask()]);
  await jest.advanceTimersByTimeAsync(300);
  await expect(both).resolves.toEqual([2, 2]);
  await expect(ask()).resolves.toBe(2);
  expect(find).toHaveBeenCalledTimes(2);
  // What is left is to forget the two answers in time.
  expect(jest.getTimerCount()).toBe(2);
});

it('gives an older answer where a newer one takes long to find', async () => {
  const recent = new Recent<number>();
  const find = jest
    .fn<Promise<number>, []>()
    .mockResolvedValueOnce(1)
    .mockImplementationOnce(() => sleep(5_000, 2));
  const ask = () => recent.get('a', A_WHILE, find);
  await ask();
  await jest.advanceTimersByTimeAsync(60_000);
  const answered = jest.fn();
  void ask().then(answered);
  await jest.advanceTimersByTimeAsync(999);
  expect(answered).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(answered).toHaveBeenCalledWith(1);
  // Who comes later does not wait as well.
  await expect(ask()).resolves.toBe(1);
  await jest.advanceTimersByTimeAsync(4_000);
  await expect(ask()).resolves.toBe(2);
  expect(find).toHaveBeenCalledTimes(2);
});

it('gives an older answer where a newer one cannot be found, for as long as it may', async () => {
  const failed = jest.fn();
  const recent = new Recent<number>(failed);
  const find = jest
    .fn<Promise<number>, []>()
    .mockResolvedValueOnce(1)
    .mockRejectedValue(new Error('away'));
  const ask = () => recent.get('a', A_WHILE, find);
  await ask();
  await jest.advanceTimersByTimeAsync(60_000);
  await expect(Promise.all([ask(), ask()])).resolves.toEqual([1, 1]);
  expect(failed.mock.calls).toEqual([[new Error('away')]]);
  await expect(ask()).resolves.toBe(1);
  expect(find).toHaveBeenCalledTimes(3);
  await jest.advanceTimersByTimeAsync(540_000);
  await expect(ask()).rejects.toThrow('away');
  find.mockResolvedValueOnce(2);
  await expect(ask()).resolves.toBe(2);
});

it('shares a failure with those who wait, and with nobody else', async () => {
  const recent = new Recent<number>();
  const find = jest
    .fn<Promise<number>, []>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValueOnce(7);
  const both = [recent.get('a', MINUTE, find), recent.get('a', MINUTE, find)];
  await expect(Promise.allSettled(both)).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
  await expect(recent.get('a', MINUTE, find)).resolves.toBe(7);
});

it('finds two answers at a time, and the others in turn', async () => {
  const recent = new Recent<string>();
  const begun: string[] = [];
  const end = new Map<string, (answer: string) => void>();
  const ask = (key: string) =>
    recent.get(
      key,
      { freshMs: 0 },
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
    await recent.get(String(key), MINUTE, find);
  }
  await recent.get('19', MINUTE, find);
  expect(find).toHaveBeenCalledTimes(20);
  await recent.get('0', MINUTE, find);
  expect(find).toHaveBeenCalledTimes(21);
});
