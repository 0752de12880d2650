import { mockServices } from '@backstage/backend-test-utils';
import { BrokenJson } from '@michi/upstream-node';
import { aThreadReader } from '../../__testUtils__/aThreadReader';
import { fakeApplication } from '../../__testUtils__/fakeApplication';
import type { Reader } from './Reader';
import { readInPlace } from './readInPlace';
import { ThreadReader } from './ThreadReader';

const NOW = '2026-11-30T10:00:00.000Z';
const context = { instance: 'dev', frontendUrl: 'https://argo' };

const logger = mockServices.logger.mock();
const inThread = aThreadReader(logger);
afterAll(() => inThread.close());

async function* body(text: string) {
  // In pieces that cut through everything, characters too; as from a socket, some
  // have memory of their own and others are parts of something larger.
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 50) {
    const piece = bytes.subarray(at, at + 50);
    yield at % 100 === 0 ? piece : Buffer.from(new Uint8Array(piece).buffer);
  }
}
const list = (items: unknown) => body(JSON.stringify({ metadata: {}, items }));
const now = () => NOW;
const frame = (type: string, application: unknown) =>
  JSON.stringify({ result: { type, application } });

describe.each<[string, Reader]>([
  ['in a thread', inThread],
  ['in place', readInPlace],
])('read %s', (_where, reader) => {
  it('says of a list what is new, what is known, and what cannot be read', async () => {
    const one = fakeApplication('one');
    const two = fakeApplication('二');
    Object.assign(two.metadata, {
      namespace: 'argocd',
      uid: 'u',
      resourceVersion: '7',
    });
    const reading = await reader.open({
      ...context,
      known: new Set(['argocd/二 u 7']),
    });
    const read = await reading.list(
      list([one, two, { metadata: {} }, { metadata: { name: 3 } }]),
      now,
    );
    expect(read).toMatchObject({
      told: [
        { application: { name: 'one', instance: 'dev', observedAt: NOW } },
      ],
      unchanged: ['argocd/二'],
      unreadable: ['metadata.name', 'metadata.name'],
      rest: { metadata: {}, items: [] },
    });
    reading.close();
  });

  it('tells of what pieces say before the list is over', async () => {
    const reading = await reader.open(context);
    const names: string[] = [];
    let isOver = false;
    async function* endless() {
      yield* body(
        `{"items":[${['one', 'two'].map(name => JSON.stringify(fakeApplication(name))).join(',')}`,
      );
      // The end is sent once the first is known.
      while (names.length < 1) {
        yield Buffer.from(' ');
        await new Promise(resolve => {
          setTimeout(resolve, 10);
        });
      }
      isOver = true;
      yield Buffer.from(']}');
    }
    await reading.list(endless(), now, ({ told }) => {
      if (!isOver) names.push(...told.map(one => one.application.name));
    });
    expect(names).toEqual(['one']);
    reading.close();
  });

  it.each([
    ['no items', '{"items":[]}', { told: [], rest: { items: [] } }],
    ['null for none', '{"items":null}', { told: [], rest: { items: null } }],
    ['nothing', '', { told: [], rest: undefined }],
    [
      'its key written in another way',
      '{"\\u0069tems":[{"metadata":{"name":"a"}}]}',
      { told: [{ application: { name: 'a' } }] },
    ],
  ])('may be given a list with %s', async (_what, text, expected) => {
    const reading = await reader.open(context);
    const read = await reading.list(body(text), now);
    expect(read).toMatchObject(expected);
    reading.close();
  });

  it('says what a watch tells', async () => {
    const reading = await reader.open(context);
    const told = (frameText: string) => reading.frame(frameText, NOW);
    const one = fakeApplication('one');
    // Asked at once, answered in turn.
    await expect(
      Promise.all([
        told(frame('MODIFIED', one)),
        told(frame('DELETED', one)),
        told(frame('MODIFIED', {})),
        told('{"error":{"http_code":401,"message":"no"}}'),
        told('{"items":[]}'),
      ]),
    ).resolves.toMatchObject([
      { type: 'changed', told: { application: { name: 'one' } } },
      { type: 'deleted', namespace: 'argocd', name: 'one' },
      { type: 'unreadable', place: 'metadata' },
      { type: 'error', error: { http_code: 401 } },
      undefined,
    ]);
    reading.close();
  });

  it('refuses what is no JSON, and reads on', async () => {
    const reading = await reader.open(context);
    await expect(reading.frame('{"result":', NOW)).rejects.toThrow(BrokenJson);
    await expect(
      reading.list(body('{"items":[{"metadata":secret}]}'), now),
    ).rejects.toThrow(BrokenJson);
    await expect(
      (await reader.open(context)).list(body('{"items":[{},]}'), now),
    ).rejects.toThrow(BrokenJson);
    await expect(
      reading.frame(frame('MODIFIED', fakeApplication('one')), NOW),
    ).resolves.toMatchObject({ told: { application: { name: 'one' } } });
    reading.close();
  });
});

it('says the same in a thread and in place', async () => {
  const application = fakeApplication('one');
  const [there, here] = await Promise.all(
    [inThread, readInPlace].map(async reader => {
      const reading = await reader.open(context);
      const read = await reading.list(list([application]), now);
      reading.close();
      return read;
    }),
  );
  expect(there).toEqual(here);
});

it('fails what is under way when the thread ends, and starts another one', async () => {
  const reading = await inThread.open(context);
  const underWay = reading.list(list([fakeApplication('one')]), now);
  await Promise.all([
    expect(underWay).rejects.toThrow('has ended'),
    inThread.close(),
  ]);
  await expect(reading.frame('{}', NOW)).rejects.toThrow('has ended');
  const next = await inThread.open(context);
  await expect(next.frame('{}', NOW)).resolves.toBeUndefined();
  next.close();
});

it('reads in place, and says so, where a thread cannot be started', async () => {
  const reader = new ThreadReader({
    logger,
    execArgv: ['--require', '/there/is/no/such/file.cjs'],
  });
  const reading = await reader.open(context);
  await expect(
    reading.list(list([fakeApplication('one')]), now),
  ).resolves.toMatchObject({ told: [{ application: { name: 'one' } }] });
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringMatching('cannot be started'),
  );
  await reader.close();
});
