import { setTimeout as delay } from 'node:timers/promises';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { eventually, setUpFollowing } from '../__testUtils__/following';

const world = setUpFollowing();

describe('a restart', () => {
  it('shows the last known state of an instance that is down, as stale', async () => {
    world.dev.set(fakeApplication('blog-api', { tag: '0.1.7' }));
    const first = await world.follow();
    await first.connected();
    const contact = first.instance('dev')?.lastContactAt ?? '';
    await first.followed.stop();
    await world.dev.stop();

    const second = await world.follow();
    expect(second.application('blog-api')).toEqual(
      first.application('blog-api'),
    );
    expect(second.instance('dev')?.connection).toBe('connecting');
    // Told to the minute while it is connected, and exactly afterwards.
    const told = Date.parse(second.instance('dev')?.lastContactAt ?? '');
    expect(told - Date.parse(contact)).toBeGreaterThanOrEqual(0);
    expect(told - Date.parse(contact)).toBeLessThan(70_000);
    await eventually(
      () => second.instance('dev')?.connection === 'unreachable',
    );
  });

  it('forgets what was deleted meanwhile', async () => {
    world.dev.set(fakeApplication('a'));
    world.dev.set(fakeApplication('b'));
    const first = await world.follow();
    await first.connected();
    await first.followed.stop();
    world.dev.remove('b');
    const second = await world.follow();
    expect(second.application('b')).toBeDefined();
    await second.connected();
    expect(second.application('b')).toBeUndefined();
    await eventually(
      async () => (await world.store.loadApplications(['dev'])).length === 1,
    );
  });
});

it('stores what follows a text that PostgreSQL cannot hold', async () => {
  const odd = fakeApplication('odd', {
    operation: {
      phase: 'Failed',
      startedAt: '2026-11-23T10:00:00Z',
      finishedAt: '2026-11-23T10:00:05Z',
      // With the character NUL, and cut in the middle of an emoji.
      message: `a\0b${'x'.repeat(1_997)}\u{1f363}`,
    },
  });
  world.dev.set(odd);
  const { connected, application } = await world.follow();
  await connected();
  expect(application('odd')?.operation?.message).toMatch(/^abx+\ufffd?$/);
  world.dev.set(fakeApplication('next'));
  await eventually(
    async () => (await world.store.loadApplications(['dev'])).length === 2,
  );
});

describe('deployments', () => {
  const operation = (phase: string, finishedAt?: string) => ({
    phase,
    startedAt: '2026-11-23T10:00:00Z',
    finishedAt,
    message: `phase ${phase}`,
    operation: { initiatedBy: { username: 'miho.tanaka' } },
    syncResult: { revision: 'b'.repeat(40) },
  });
  const find = () =>
    world.store.findDeployments({
      applications: [{ instance: 'dev', name: 'a' }],
      since: new Date(0),
      limit: 10,
    });

  it('are kept once, from the first sighting to the end, by two replicas', async () => {
    world.dev.set(fakeApplication('a'));
    const [one, two] = await Promise.all([world.follow(), world.follow()]);
    await Promise.all([one.connected(), two.connected()]);
    world.dev.set(fakeApplication('a', { operation: operation('Running') }));
    await eventually(async () => (await find()).total === 2);
    expect((await find()).deployments[0]?.phase).toBe('Running');
    world.dev.set(
      fakeApplication('a', {
        operation: operation('Failed', '2026-11-23T10:01:00Z'),
      }),
    );
    await eventually(async () => (await find()).failed === 1);
    const { deployments, total } = await find();
    expect(total).toBe(2);
    expect(deployments).toMatchObject([
      { phase: 'Failed', startedBy: 'miho.tanaka', message: 'phase Failed' },
      { phase: 'Succeeded', startedBy: 'automated', automated: true },
    ]);
  });

  it('are not lost while the database is away', async () => {
    world.dev.set(fakeApplication('a'));
    const save = jest
      .spyOn(world.store, 'saveDeployments')
      .mockRejectedValueOnce(new Error('the database system is shutting down'));
    const { connected, followed } = await world.follow();
    await connected();
    await eventually(() => save.mock.calls.length > 0);
    await followed.stop();
    await expect(find()).resolves.toMatchObject({ total: 1 });
  });
});

describe('author and message of a revision', () => {
  it('are read once for all Applications that have it, and kept', async () => {
    world.dev.set(fakeApplication('a'));
    world.dev.set(fakeApplication('b'));
    const first = await world.follow();
    const revision = () => first.application('a')?.revisions[0] ?? { id: '' };
    await eventually(
      () => first.followed.revisions.get(revision()) !== undefined,
    );
    expect(first.followed.revisions.get(revision())).toEqual({
      author: 'Yuki Sato <yuki@hanabi.example>',
      message: 'Show drafts to their authors',
      committedAt: '2026-11-20T10:00:00.000Z',
    });
    expect(world.dev.count(/metadata$/)).toBe(0);
    expect(world.dev.count(/\/metadata\?/)).toBe(1);
    await eventually(
      async () => (await world.store.findRevisions([revision()])).size === 1,
    );
    await first.followed.stop();

    const second = await world.follow();
    await eventually(
      () => second.followed.revisions.get(revision()) !== undefined,
    );
    await second.connected();
    expect(world.dev.count(/\/metadata\?/)).toBe(1);
  });

  it('are read of what waits in Git, too', async () => {
    const fake = fakeApplication('a');
    const sync = { status: 'OutOfSync', revision: 'd'.repeat(40) };
    world.dev.set({ ...fake, status: { ...fake.status, sync } });
    const { application, followed } = await world.follow();
    await eventually(() => {
      const [waiting] = application('a')?.waiting ?? [];
      return waiting && followed.revisions.get(waiting) !== undefined;
    });
    expect(world.dev.count(/revisions\/d{40}\/metadata\?/)).toBe(1);
  });

  it.each([
    [500, 'not our ref'],
    [503, 'connection error: the repo-server restarts'],
  ])('that cannot be read (%d) harm nothing else', async (status, error) => {
    world.dev.revisionMetadata = { status, body: { error } };
    world.dev.set(fakeApplication('a'));
    const { connected, instance } = await world.follow();
    await connected();
    await world.dev.until(() => world.dev.count(/\/metadata\?/) === 1);
    world.dev.set(fakeApplication('a', { tag: '0.1.2' }));
    await delay(200);
    expect(world.dev.count(/\/metadata\?/)).toBe(1);
    expect(instance('dev')?.connection).toBe('connected');
  });
});

describe('what a first list tells', () => {
  // It is asked for a sign of life first, which is given up after 6 s.
  const slowProduction = (firstListsMs: number) => ({
    timings: { firstListsMs },
    deadlineMs: (instance: string) => (instance === 'dev' ? 300 : 60_000),
  });
  const stored = async () =>
    (await world.store.loadApplications(['dev'])).length;

  beforeEach(() => {
    ['a', 'b'].forEach(name => world.dev.set(fakeApplication(name)));
    world.production.fault = 'hang';
  });

  it('is stored at the end at the latest', async () => {
    const { connected, followed } = await world.follow(slowProduction(60_000));
    await connected();
    await delay(500);
    expect(await stored()).toBe(0);
    await followed.stop();
    expect(await stored()).toBe(2);
  });

  it('does not wait for ever for an instance that does not answer', async () => {
    const { instance } = await world.follow(slowProduction(100));
    await eventually(async () => (await stored()) === 2);
    expect(instance('production')?.connection).toBe('connecting');
  });
});
