import { z } from 'zod';
import { failure, json, setUpServer } from './__testUtils__/server';
import { readItems } from './items';

const world = setUpServer();

const listSchema = z.looseObject({
  items: z.array(z.string()).nullish(),
});

const names = (item: unknown) =>
  z.object({ name: z.string() }).parse(item).name;

const list = (each: (item: unknown) => unknown = names, maxBytes?: number) =>
  world.upstream().request({
    path: 'api/list',
    schema: listSchema,
    items: { key: 'items', each },
    maxBytes,
  });

const answerWith = (body: string, type = 'application/json') => {
  world.answers = [
    (_req, res) => {
      res.writeHead(200, { 'content-type': type });
      // In pieces that cut through everything.
      for (let at = 0; at < body.length; at += 7) {
        res.write(body.slice(at, at + 7));
      }
      res.end();
    },
  ];
};

describe('a large answer, taken in item by item', () => {
  it('keeps of each item what it is asked to keep, and the rest of the answer', async () => {
    answerWith(
      JSON.stringify({
        metadata: { resourceVersion: '7', items: [1] },
        items: [
          { name: '東京 "quoted" {', nested: { items: [{ name: 'no' }] } },
          { name: 'b', list: [[], {}] },
        ],
      }),
    );
    await expect(list()).resolves.toEqual({
      metadata: { resourceVersion: '7', items: [1] },
      items: ['東京 "quoted" {', 'b'],
    });
  });

  it.each([
    ['no items', '{"items":[]}', { items: [] }],
    [
      'null for none',
      '{"items":null,"metadata":{}}',
      { items: null, metadata: {} },
    ],
    ['no such key', '{"metadata":{}}', { metadata: {} }],
    [
      'its key written in another way',
      '{"\\u0069tems":[{"name":"a"}]}',
      { items: ['a'] },
    ],
  ])('may have %s', async (_title, body, expected) => {
    answerWith(body);
    await expect(list()).resolves.toEqual(expected);
  });

  it.each([
    [
      'cut off',
      '{"items":[{"name":"a"},{"na',
      'application/json',
      /broken JSON/,
    ],
    [
      'broken',
      '{"items":[{"name":secret}]}',
      'application/json',
      /broken JSON/,
    ],
    ['HTML', '<html>sign in</html>', 'text/html', /text\/html instead of JSON/],
  ])(
    'that is %s is malformed and not quoted',
    async (_title, body, type, message) => {
      answerWith(body, type);
      const error = await failure(list());
      expect(error.kind).toBe('malformed');
      expect(error.message).toMatch(message);
      expect(error.message).not.toContain('secret');
    },
  );

  it('is not read further than allowed', async () => {
    answerWith(JSON.stringify({ items: Array(1_000).fill({ name: 'x' }) }));
    const error = await failure(list(names, 500));
    expect(error.message).toMatch('more than 500 bytes');
  });

  it('is given up when it stands still', async () => {
    world.answers = [
      (_req, res) => {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.write('{"items":[{"name":"a"},');
      },
    ];
    const error = await failure(
      world.upstream({ retry: { attempts: 1, baseMs: 1, maxMs: 1 } }).request({
        path: 'api/list',
        schema: listSchema,
        items: { key: 'items', each: names, idleMs: 50 },
      }),
    );
    expect(error.kind).toBe('timeout');
  });

  it.each([
    ['its turn', 0],
    ['three times as long', 3],
  ])('leaves others %s', async (_what, rest) => {
    const began = performance.now();
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 1);
    let workedMs = 0;
    const work = () => {
      const since = performance.now();
      while (performance.now() - since < 5);
      workedMs += performance.now() - since;
    };
    // All of it has arrived, so that nothing but the reader lets others go on.
    async function* body() {
      yield Buffer.from('{"items":[');
      for (let i = 0; i < 10; i++) yield Buffer.from('1,');
      yield Buffer.from('1]}');
    }
    const reader = { key: 'items', each: work, rest };
    await readItems(body(), reader, 1_000, () => new Error('too large'));
    clearInterval(others);
    expect(turns).toBeGreaterThanOrEqual(5);
    expect(performance.now() - began).toBeGreaterThanOrEqual(
      // Node's timers may be a millisecond early.
      workedMs * (1 + rest) - 10,
    );
  });

  it('starts from the first item when the request is repeated', async () => {
    world.answers = [
      (_req, res) => {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.write('{"items":[{"name":"a"},', () =>
          res.socket?.resetAndDestroy(),
        );
      },
      json(200, { items: [{ name: 'a' }, { name: 'b' }] }),
    ];
    await expect(list()).resolves.toEqual({ items: ['a', 'b'] });
  });
});
