import { z } from 'zod';
import { failure, json, setUpServer } from './__testUtils__/server';
import { ItemSplitter } from './ItemSplitter';
import { parseText } from './json';

const world = setUpServer();

const itemSchema = z.object({ name: z.string() });

/** Keeps the names in a list. */
async function readNames(body: AsyncIterable<Buffer>): Promise<unknown> {
  const names: string[] = [];
  const splitter = new ItemSplitter('items', text =>
    names.push(itemSchema.parse(parseText(text.toString())).name),
  );
  for await (const piece of body) splitter.write(piece);
  const rest = parseText(splitter.rest());
  return typeof rest === 'object' ? { ...rest, names } : rest;
}

const list = (maxBytes?: number) =>
  world.upstream().request({
    path: 'api/list',
    schema: z.looseObject({ names: z.array(z.string()) }),
    large: { read: readNames },
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

describe('a large answer, read piece by piece', () => {
  it('is what its reader makes of it', async () => {
    answerWith(
      JSON.stringify({
        metadata: { resourceVersion: '7' },
        items: [{ name: '東京 "quoted" {', nested: [] }, { name: 'b' }],
      }),
    );
    await expect(list()).resolves.toEqual({
      metadata: { resourceVersion: '7' },
      items: [],
      names: ['東京 "quoted" {', 'b'],
    });
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
    const error = await failure(list(500));
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
        schema: z.unknown(),
        large: { read: readNames, idleMs: 50 },
      }),
    );
    expect(error.kind).toBe('timeout');
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
    await expect(list()).resolves.toMatchObject({ names: ['a', 'b'] });
  });
});
