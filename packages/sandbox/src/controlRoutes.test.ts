import { createMockDirectory } from '@backstage/backend-test-utils';
import { z } from 'zod';
import { RecordingClient } from './argocd/__testUtils__/contract/client';
import {
  applicationOf,
  type Seen,
} from './argocd/__testUtils__/contract/exchange';
import { argoCdToken, startSandbox, type Sandbox } from './sandbox';

const APPS = '/api/v1/applications';
const WATCH = '/api/v1/stream/applications';

jest.setTimeout(60_000);

describe('what can be done to the sandbox', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      quiet: true,
      pace: 20,
    });
  });
  afterAll(() => sandbox.stop());

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${sandbox.urls.control}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: parsed };
  };
  const client = (environment: string) =>
    new RecordingClient(
      sandbox.urls.argocd[environment] ?? '',
      argoCdToken(environment),
      15,
      [],
    );
  const one = async (environment: string, name: string) =>
    applicationOf(await client(environment).get('get', `${APPS}/${name}`));
  /** Syncs in production and answers how it ended. */
  const sync = async (name: string, body: object = {}) => {
    const stream = await client('production').watch(
      'watch',
      `${WATCH}?name=${name}`,
    );
    const answer = await client('production').post(
      'sync',
      `${APPS}/${name}/sync`,
      body,
    );
    expect(answer.status).toBe(200);
    await stream.until(({ application }) => Boolean(application.operation));
    const { application } = await stream.until(
      (seen: Seen) =>
        seen.application.operation === undefined &&
        seen.application.status.operationState !== undefined,
    );
    stream.close();
    return application;
  };

  it('fails the next sync with a hook, and the one after it goes well', async () => {
    const path = '/argocd/production/applications/checkout/next-sync';
    const fail = {
      hook: 'checkout-migration',
      message: 'column "currency" already exists',
    };
    expect(await call('POST', path, { fail })).toMatchObject({ status: 204 });
    const before = await one('production', 'checkout');
    const infos = [{ name: 'Reason', value: 'a new provider' }];
    const failed = await sync('checkout', { infos });
    expect(failed.status).toMatchObject({
      operationState: {
        phase: 'Failed',
        message: 'one or more synchronization tasks completed unsuccessfully',
        operation: { info: infos },
        syncResult: {
          resources: [
            {
              name: 'checkout-migration',
              hookType: 'PreSync',
              hookPhase: 'Failed',
              message: 'column "currency" already exists',
            },
          ],
        },
      },
      history: before.status.history,
    });
    const again = await sync('checkout');
    expect(again.status.operationState?.phase).toBe('Succeeded');
    expect(again.status.operationState?.operation).not.toHaveProperty('info');
  });

  it('fails without a hook, with retries if asked, or leaves it degraded', async () => {
    const path = '/argocd/production/applications/timeline/next-sync';
    await call('POST', path, { fail: { message: 'no' }, retries: 1 });
    const failed = await sync('timeline');
    expect(failed.status.operationState).toMatchObject({
      phase: 'Failed',
      message:
        'one or more objects failed to apply, reason: no (retried 1 times).',
      retryCount: 1,
    });
    await call('POST', '/repositories/timeline/images', {
      environment: 'production',
    });
    await call('POST', path, { degraded: true, rolloutSeconds: 0.1 });
    const stream = await client('production').watch(
      'watch',
      `${WATCH}?name=timeline`,
    );
    await client('production').get('get', `${APPS}/timeline?refresh=normal`);
    await client('production').post('sync', `${APPS}/timeline/sync`, {});
    const { application } = await stream.until(
      (seen: Seen) => seen.application.status.health.status === 'Degraded',
    );
    stream.close();
    expect(application.status.operationState?.phase).toBe('Succeeded');
  });

  it('refuses what an application cannot do', async () => {
    const path = '/argocd/production/applications';
    expect(
      await call('POST', `${path}/timeline/next-sync`, {
        fail: { hook: 'nope', message: 'no' },
      }),
    ).toMatchObject({
      status: 400,
      body: { error: { message: 'timeline has no hook nope; it has none.' } },
    });
    expect(
      await call('POST', `${path}/timeline/next-sync`, { fails: true }),
    ).toMatchObject({ status: 400 });
    expect(await call('POST', `${path}/nope/next-sync`, {})).toMatchObject({
      status: 404,
    });
    expect(await call('DELETE', '/argocd/nope/window')).toMatchObject({
      status: 404,
    });
  });

  it('commits a new image, so that production waits for somebody', async () => {
    const stream = await client('production').watch(
      'watch',
      `${WATCH}?name=session`,
    );
    const { status, body } = await call(
      'POST',
      '/repositories/session/images',
      { environment: 'production' },
    );
    expect(status).toBe(201);
    const { revision, tag, before } = z
      .object({ revision: z.string(), tag: z.string(), before: z.string() })
      .parse(body);
    const patch = (text: string) => Number(text.split('.').at(-1));
    expect(patch(tag)).toBe(patch(before) + 1);
    await stream.until(
      ({ application: { status: shown } }: Seen) =>
        shown.sync.status === 'OutOfSync' && shown.sync.revision === revision,
    );
    stream.close();
    expect(
      await call('POST', '/repositories/session/images', {
        environment: 'production',
        tag,
      }),
    ).toMatchObject({ status: 400 });
    expect(
      await call('POST', '/repositories/platform/images', {
        environment: 'production',
      }),
    ).toMatchObject({ status: 404 });
  });

  it('takes an application away, and brings another one of its name', async () => {
    const path = '/argocd/dev/applications/profile';
    const { uid } = (await one('dev', 'profile')).metadata;
    expect(await call('DELETE', path)).toMatchObject({ status: 204 });
    const gone = await client('dev').get('get', `${APPS}/profile`);
    expect(gone.status).toBe(403);
    expect(await call('DELETE', path)).toMatchObject({ status: 404 });
    expect(await call('PUT', path)).toMatchObject({ status: 204 });
    const { metadata, status } = await one('dev', 'profile');
    expect(metadata.uid).not.toBe(uid);
    expect(status.history).toBeUndefined();
  });

  it('lets nothing happen by itself, if wanted', async () => {
    expect((await call('GET', '/life')).body).toEqual({ lively: true });
    const quiet = await call('PUT', '/life', { lively: false });
    expect(quiet.body).toEqual({ lively: false });
    expect((await call('PUT', '/life', {})).status).toBe(400);
    await call('PUT', '/life', { lively: true });
  });

  it('adds as many applications as are wanted', async () => {
    const answer = await call('POST', '/argocd/dev/applications', {
      count: 300,
      prefix: 'load',
      like: 'blog-api',
    });
    expect(answer.status).toBe(201);
    const model = await one('dev', 'blog-api');
    const last = await one('dev', 'load-300');
    expect(last.metadata.uid).not.toBe(model.metadata.uid);
    expect(last.status.summary).toEqual(model.status.summary);
    expect(last.status.sync.status).toBe('Synced');
    const more = await call('POST', '/argocd/dev/applications', { count: 0 });
    expect(more.status).toBe(400);
  });

  it('opens a sync window, and what waited for its end goes on when it is closed', async () => {
    const production = client('production');
    const windows = async () =>
      (await production.get('windows', `${APPS}/session/syncwindows`)).body;
    const weekly = { schedule: '0 2 * * 0', duration: '30m' };
    expect(await windows()).toEqual({
      assignedWindows: [{ kind: 'deny', manualSync: false, ...weekly }],
      canSync: true,
    });

    await call('PUT', '/argocd/production/window', { minutes: 30 });
    expect(await windows()).toMatchObject({ canSync: false });
    const project = await production.get(
      'project',
      '/api/v1/projects/services-production',
    );
    expect(project.body).toMatchObject({
      spec: {
        syncWindows: [
          { ...weekly, timeZone: 'Asia/Tokyo' },
          { kind: 'deny', duration: '30m', timeZone: 'UTC' },
        ],
      },
    });
    expect(
      (await production.get('project', '/api/v1/projects/nope')).status,
    ).toBe(404);
    const refused = await production.post('sync', `${APPS}/session/sync`, {});
    expect(refused).toMatchObject({
      status: 403,
      body: { message: 'cannot sync: blocked by sync window' },
    });

    const stream = await production.watch('watch', `${WATCH}?name=session`);
    const { history } = (await one('production', 'session')).status;
    await production.post('rollback', `${APPS}/session/rollback`, {
      id: history?.[0]?.id,
    });
    await stream.until(
      ({ application: { status } }: Seen) =>
        status.operationState?.message ===
        'Sync operation blocked by sync window',
    );
    expect(await call('DELETE', '/argocd/production/window')).toMatchObject({
      status: 204,
    });
    await stream.until(
      ({ application: { status } }: Seen) =>
        status.operationState?.phase === 'Succeeded',
    );
    stream.close();
  });
});
