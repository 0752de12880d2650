import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { aDeployment } from '../__testUtils__/aDeployment';
import { sighted } from '../domain/deployments';
import type { ObservedDeployment } from '../domain/observed';
import { DatabaseStatusStore } from './DatabaseStatusStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let store: DatabaseStatusStore;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  store = await DatabaseStatusStore.create(
    mockServices.database.mock({ getClient: async () => knex }),
  );
});

const { finishedAt, ...begun } = aDeployment();
const deployment: ObservedDeployment = { ...begun, phase: 'Running' };

const everything = {
  applications: [{ instance: 'dev', name: 'blog-api' }],
  since: new Date(0),
  limit: 100,
};

describe('deployments', () => {
  const ended: ObservedDeployment = {
    ...deployment,
    phase: 'Failed',
    finishedAt: '2026-11-23T10:01:00.000Z',
    message: 'one or more objects failed to apply',
  };

  it('are one row each, and their end is not undone by a late sighting', async () => {
    await store.saveDeployments([deployment]);
    await store.saveDeployments([ended, ended]);
    await store.saveDeployments([deployment]);
    await expect(store.findDeployments(everything)).resolves.toEqual({
      deployments: [{ ...ended, evidence: expect.anything() }],
      total: 1,
      failed: 1,
    });
  });

  it('count as failed where they never became healthy', async () => {
    const { evidence, ...seen } = sighted(aDeployment(), 'operation');
    const after = (minutes: number) =>
      new Date(
        Date.parse(seen.finishedAt ?? '') + minutes * 60_000,
      ).toISOString();
    const degraded = { movedAt: after(0), degradedAt: after(10) };
    const known = { ...seen, evidence: { ...evidence } };
    const never = { ...known, uid: 'never' };
    const inTheEnd = { ...known, uid: 'in-the-end' };
    await store.saveDeployments([never, inTheEnd]);
    await store.saveDeployments([
      { ...never, evidence: { ...known.evidence, ...degraded } },
      {
        ...inTheEnd,
        evidence: { ...known.evidence, ...degraded, turnedAt: after(12) },
      },
    ]);
    await expect(store.findDeployments(everything)).resolves.toMatchObject({
      total: 2,
      failed: 1,
    });
    const page = await store.findDeployments({ ...everything, only: 'failed' });
    expect(page.deployments.map(({ uid }) => uid)).toEqual(['never']);
  });

  it('say what a rollout that failed deployed, in whichever order it was seen', async () => {
    const [old, fresh] = ['1', '2'].map(tag => ({ name: 'api', tag }));
    const { finishedAt: _, ...rest } = aDeployment({ phase: 'Running' });
    const began = sighted(rest, 'operation', { before: [old!] });
    const failed = sighted(aDeployment(), 'operation');
    const evidence = { ...failed.evidence, degraded: [old!, fresh!] };
    await store.saveDeployments([{ ...failed, evidence }]);
    await expect(store.findDeployment(failed)).resolves.toMatchObject({
      images: [],
    });
    await store.saveDeployments([began]);
    // Seen once more, which tells nothing new.
    await store.saveDeployments([failed]);
    await expect(store.findDeployment(failed)).resolves.toMatchObject({
      images: [fresh],
    });
  });

  it('that a newer release wrote hold up neither reading nor writing', async () => {
    const image = { name: 'ghcr.io/hanabi/blog-api', tag: '0.1.4' };
    await store.saveDeployments([{ ...deployment, images: [image] }]);
    const json = (value: unknown) => JSON.stringify(value);
    const unheard = { in: 'another way' };
    await knex('deployments').update({
      attempts: json(unheard),
      hooks: json([unheard]),
      revisions: json([unheard, ...deployment.revisions]),
      images: json([image, unheard]),
      images_before: json(null),
    });
    const other = aDeployment({ uid: 'u2', application: 'checkout' });
    await store.saveDeployments([
      { ...deployment, startedAt: '2026-11-23T11:00:00.000Z' },
      ended,
      other,
    ]);
    const page = await store.findDeployments({
      ...everything,
      applications: ['blog-api', 'checkout'].map(name => ({
        instance: 'dev',
        name,
      })),
    });
    expect(page.total).toBe(3);
    await expect(store.findDeployment(deployment)).resolves.toMatchObject({
      phase: 'Failed',
      revisions: deployment.revisions,
      images: [image],
      attempts: [],
      hooks: [],
    });
  });

  it('are not read of a whole history while one of them goes on', async () => {
    const past = [1, 2, 3].map((hour): ObservedDeployment => ({
      ...ended,
      startedAt: `2026-11-23T0${hour}:00:00.000Z`,
      finishedAt: `2026-11-23T0${hour}:01:00.000Z`,
    }));
    await store.saveDeployments([...past, deployment]);
    let read = 0;
    const count = (rows: unknown, { sql }: { sql: string }) => {
      if (/from "deployments"|"deployments" join/.test(sql)) {
        read += Array.isArray(rows) ? rows.length : 0;
      }
    };
    knex.on('query-response', count);
    await store.saveDeployments([{ ...deployment, retries: 1 }]);
    expect(read).toBe(1);
    await store.saveDeployments([ended]);
    knex.off('query-response', count);
    const { deployments } = await store.findDeployments(everything);
    expect(deployments[0]).toMatchObject({ phase: 'Failed' });
  });

  it('keep what a poorer sighting does not know', async () => {
    const full: ObservedDeployment = {
      ...deployment,
      phase: 'Succeeded',
      finishedAt: '2026-11-23T10:01:00.000Z',
      images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.4' }],
      message: 'successfully synced',
      retries: 1,
    };
    const { message, startedBy, ...poor } = { ...full, images: [], retries: 0 };
    await store.saveDeployments([full]);
    await store.saveDeployments([poor]);
    const { deployments } = await store.findDeployments(everything);
    expect(deployments).toEqual([{ ...full, evidence: expect.anything() }]);
  });

  it('are the same whichever replica writes first, all at once', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...ended,
      uid: `u${index}`,
      startedAt: new Date(1_790_000_000_000 + index * 1_000).toISOString(),
    }));
    await Promise.all([
      store.saveDeployments(many),
      store.saveDeployments([...many].reverse()),
      store.saveDeployments(many.map(one => ({ ...one, phase: 'Running' }))),
    ]);
    const page = await store.findDeployments(everything);
    expect(page).toMatchObject({ total: 300, failed: 300 });
    expect(page.deployments).toHaveLength(100);
  });

  it('come back with all that is known of them, and are found by their key', async () => {
    const full: ObservedDeployment = {
      ...ended,
      phase: 'Succeeded',
      destination: 'in-cluster',
      requestedBy: 'user:default/miho.tanaka',
      reason: 'the fix',
      requestId: 'a-key',
      retries: 1,
      attempts: [
        {
          number: 1,
          phase: 'Failed',
          finishedAt: '2026-11-23T10:00:20.000Z',
          message: 'not found',
        },
      ],
      hooks: [
        {
          kind: 'Job',
          namespace: 'blog',
          name: 'migrate',
          type: 'PreSync',
          phase: 'Succeeded',
        },
      ],
      images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.4' }],
    };
    await expect(store.saveDeployments([full])).resolves.toEqual({ added: 1 });
    await expect(store.saveDeployments([full])).resolves.toEqual({ added: 0 });
    const key = { ...full, startedAt: '2026-11-23T19:00:00+09:00' };
    await expect(store.findDeployment(key)).resolves.toEqual({
      ...full,
      evidence: expect.anything(),
    });
    await expect(
      store.findDeployment({ ...key, uid: 'another' }),
    ).resolves.toBeUndefined();
  });

  it('know what ran before them and which were rollbacks, also when earlier ones come later', async () => {
    const of = (minute: number, tag: string, imported = false) => ({
      ...ended,
      phase: 'Succeeded' as const,
      // Nobody knew its uid when it was imported.
      uid: imported ? 'by-name' : ended.uid,
      startedAt: `2026-11-23T10:0${minute}:00.000Z`,
      revisions: [{ id: `revision-${tag}` }],
      images: [{ name: 'blog-api', tag }],
      imported,
    });
    await store.saveDeployments([of(3, 'a')]);
    await store.saveDeployments([of(2, 'b')]);
    await store.saveDeployments([of(1, 'a', true)]);
    const { deployments } = await store.findDeployments(everything);
    expect(
      deployments.map(one => [
        one.images[0]?.tag,
        one.imagesBefore[0]?.tag,
        one.rollback,
        one.imported,
      ]),
    ).toEqual([
      ['a', 'b', true, false],
      ['b', 'a', false, false],
      ['a', undefined, false, true],
    ]);
    await expect(
      store.findDeployments({ ...everything, only: 'rollback' }),
    ).resolves.toMatchObject({ total: 1, failed: 0 });
  });

  it('stay what they were when those before them are forgotten', async () => {
    const of = (day: string, tag: string) => ({
      ...ended,
      phase: 'Succeeded' as const,
      startedAt: `2026-11-${day}T10:00:00.000Z`,
      finishedAt: `2026-11-${day}T10:01:00.000Z`,
      revisions: [{ id: `revision-${tag}` }],
      images: [{ name: 'blog-api', tag }],
    });
    const tellings = async () => {
      const { deployments } = await store.findDeployments(everything);
      return deployments.map(one => [
        one.images[0]?.tag,
        one.imagesBefore[0]?.tag,
        one.rollback,
      ]);
    };
    const before = new Date('2026-11-05T00:00:00Z');
    await store.saveDeployments([of('01', 'a'), of('02', 'b')]);
    await store.saveDeployments([of('11', 'a'), of('12', 'b')]);
    const kept = [
      ['b', 'a', false],
      ['a', 'b', true],
    ];
    await expect(store.forgetDeployments(before, ['dev'])).resolves.toBe(2);
    await expect(tellings()).resolves.toEqual(kept);
    await store.saveDeployments([of('13', 'c')]);
    await store.saveDeployments([of('11', 'a'), of('12', 'b')]);
    await expect(tellings()).resolves.toEqual([['c', 'b', false], ...kept]);
    // What is said of a deployment that is kept costs nothing the next time.
    await expect(store.forgetDeployments(before, ['dev'])).resolves.toBe(0);
    await expect(tellings()).resolves.toEqual([['c', 'b', false], ...kept]);
  });

  it('are found by time and name, where the name means and in no other namespace or project', async () => {
    await store.saveDeployments([
      deployment,
      {
        ...deployment,
        uid: 'u2',
        namespace: 'team-a',
        inControllerNamespace: false,
        project: 'team-a',
      },
      { ...deployment, uid: 'u3', application: 'other' },
      { ...deployment, startedAt: '2026-11-01T10:00:00.000Z' },
    ]);
    const since = new Date('2026-11-20T00:00:00Z');
    const find = async (namespace?: string, project?: string) =>
      (
        await store.findDeployments({
          applications: [
            { instance: 'dev', name: 'blog-api', namespace, project },
          ],
          since,
          limit: 10,
        })
      ).deployments.map(({ uid }) => uid);
    await expect(find()).resolves.toEqual(['u1']);
    await expect(find(undefined, 'team-a')).resolves.toEqual([]);
    await expect(find(undefined, 'services')).resolves.toEqual(['u1']);
    await expect(find('team-a')).resolves.toEqual(['u2']);
    await expect(find('team-a', 'services')).resolves.toEqual([]);
    await expect(
      store.findDeployments({ applications: [], since, limit: 10 }),
    ).resolves.toEqual({ deployments: [], total: 0, failed: 0 });
    await expect(store.forgetDeployments(since, ['dev'])).resolves.toBe(1);
  });
});
