import { z } from 'zod';
import { parseLines, readLines } from './lines';

const schema = z.object({ id: z.string() });

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

async function all<T>(lines: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

it.each([1, 3, 1_000])(
  'reads lines that arrive in pieces of %s bytes, numbered as in the file',
  async size => {
    const text = '{"id":"道"}\r\n\n{"id":\n{"id":"b"}';
    expect(await all(readLines(inPieces(text, size), schema))).toEqual([
      { number: 1, value: { id: '道' } },
      { number: 3, problem: 'The line is not valid JSON' },
      { number: 4, value: { id: 'b' } },
    ]);
  },
);

it('gives up on a line without an end, and says which one', async () => {
  const text = `{"id":"a"}\n${'x'.repeat(3_000_000)}`;
  await expect(all(readLines(inPieces(text, 65_536), schema))).rejects.toThrow(
    'Line 2 is longer',
  );
});

it('parses values as it parses lines', async () => {
  expect(await all(parseLines([{ id: 'a' }, { id: 1 }], schema))).toEqual([
    { number: 1, value: { id: 'a' } },
    { number: 2, problem: expect.stringContaining('id') },
  ]);
});
