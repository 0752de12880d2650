import fc from 'fast-check';
import { ItemSplitter } from './ItemSplitter';

/** Cuts a text into pieces of bytes that end anywhere, also within a character. */
function inPieces(text: string, cuts: number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map(cut => cut % (bytes.length + 1)), bytes.length];
  return ends
    .sort((a, b) => a - b)
    .map((end, index, all) => bytes.subarray(all[index - 1] ?? 0, end));
}

function split(text: string, cuts: number[] = []) {
  const items: string[] = [];
  const splitter = new ItemSplitter('items', item =>
    items.push(item.toString()),
  );
  for (const piece of inPieces(text, cuts)) {
    const memory = Buffer.from(piece);
    splitter.write(memory);
    // It is used for something else then.
    memory.fill('"');
  }
  return { items, rest: splitter.rest() };
}

it('finds the elements of any list, wherever its pieces end', () => {
  // Names and texts that look like what it counts.
  const tricky = fc.constantFrom(
    'items',
    '"items":[',
    '\\',
    '{',
    ']',
    ',',
    '道',
  );
  const value = fc.oneof(fc.jsonValue(), tricky);
  const others = fc.dictionary(fc.oneof(tricky, fc.string()), value);
  fc.assert(
    fc.property(
      others,
      fc.array(value),
      others,
      fc.array(fc.nat()),
      fc.constantFrom(0, 2),
      (before, items, after, cuts, spaces) => {
        const { items: _, ...rest } = { ...before, ...after };
        const whole = { ...before, items, ...rest };
        const text = JSON.stringify(whole, undefined, spaces);
        const found = split(text, cuts);
        expect(found.items.map(item => JSON.parse(item))).toEqual(
          JSON.parse(JSON.stringify(items)),
        );
        expect(JSON.parse(found.rest)).toEqual(
          JSON.parse(JSON.stringify({ ...whole, items: [] })),
        );
      },
    ),
  );
});

it.each([
  ['{"items":[1,]}', ['1', '']],
  ['{"items":[,1]}', ['', '1']],
  ['{"items":[1 2]}', ['1 2']],
])('gives %s to be judged by whoever parses the elements', (text, items) => {
  expect(split(text).items).toEqual(items);
});

it('leaves a text without the list as it is', () => {
  const text = '{"metadata":{"items":[1,2]},"\\"items":[3],"items":null}';
  expect(split(text)).toEqual({ items: [], rest: text });
});
