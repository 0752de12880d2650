import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Faults } from '../faults';
import { RecordingClient } from './contract/client';
import {
  applicationOf,
  listOf,
  wireApplication,
  type Seen,
  type WireApplication,
} from './contract/exchange';
import { release } from './contract/world';
import { exampleRepositories, type FakeRepositories } from './FakeRepositories';
import { startArgoCd, type ArgoCdOptions, type RunningArgoCd } from './start';

const APPS = '/api/v1/applications';
const WATCH = '/api/v1/stream/applications';
const ENVIRONMENTS = ['dev', 'staging', 'production'];
const SYSTEMS = ENVIRONMENTS.map(environment => `argocd-${environment}`);

const INSTANCES = ENVIRONMENTS.map(environment => ({
  name: environment,
  environment,
  port: 0,
  token: `michi-sandbox-argocd-${environment}`,
  autoSync: environment !== 'production',
}));

describe('Argo CD in the sandbox', () => {
  let stateDir: string;
  let repositories: FakeRepositories;
  let faults: Faults;
  let running: RunningArgoCd | undefined;

  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'michi-argocd-'));
    repositories = exampleRepositories();
    faults = new Faults(SYSTEMS);
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    rmSync(stateDir, { recursive: true });
  });

  const start = async (change: Partial<ArgoCdOptions> = {}) => {
    running = await startArgoCd({
      instances: INSTANCES,
      repositories,
      stateDir,
      faults,
      pace: 0.05,
      platformRepository: 'platform',
      people: false,
      ...change,
    });
    return running;
  };
  const clientOf = (name: string) =>
    new RecordingClient(
      running?.urls[name] ?? '',
      `michi-sandbox-argocd-${name}`,
      15,
      [],
    );
  const all = async (name: string): Promise<WireApplication[]> => {
    const list = await clientOf(name).get('list', APPS);
    return (listOf(list).items ?? []).map(item => wireApplication.parse(item));
  };
  const one = async (instance: string, name: string) =>
    applicationOf(await clientOf(instance).get('get', `${APPS}/${name}`));

  const isHealthy =
    (name: string) =>
    ({ application: { metadata, status } }: Seen) =>
      metadata.name === name && status.health.status === 'Healthy';
  const isProgressing =
    (name: string) =>
    ({ application: { metadata, status } }: Seen) =>
      metadata.name === name && status.health.status === 'Progressing';

  const isHealthyWith = (name: string, tag: string) => (seen: Seen) =>
    isHealthy(name)(seen) &&
    (seen.application.status.summary.images ?? []).every(image =>
      image.endsWith(`:${tag}`),
    ) &&
    seen.application.status.summary.images?.length === 1;

  it('has a past, and applications in states worth looking at', async () => {
    await start();
    const states = Object.fromEntries(
      await Promise.all(
        ENVIRONMENTS.map(async environment => [
          environment,
          (await all(environment)).map(
            ({ metadata, status }) =>
              `${metadata.name} ${status.sync.status} ${status.health.status}`,
          ),
        ]),
      ),
    );
    const unusual = (environment: string) =>
      states[environment].filter(
        (state: string) => !state.endsWith('Synced Healthy'),
      );
    expect(unusual('dev')).toEqual([
      expect.stringContaining('Unknown Healthy'),
    ]);
    expect(unusual('staging')).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Degraded'),
        expect.stringContaining('Suspended'),
      ]),
    );
    expect(unusual('production')).toEqual([
      expect.stringContaining('OutOfSync Healthy'),
    ]);

    const { status } = await one('production', 'timeline');
    expect(status.history).toHaveLength(10);
    expect(status.history?.at(-1)?.id).toBeGreaterThan(10);
    expect(status.history?.at(-1)?.initiatedBy.username).toBe('miho.tanaka');
  });

  it('shows a new repository within three seconds, and follows it until the image is there', async () => {
    await start({ pace: 1 });
    const stream = await clientOf('dev').watch(
      'w',
      `${WATCH}?resourceVersion=0`,
    );
    const pushed = Date.now();
    release(repositories, 'new-service', '0.0.0', 'dev');
    const { type } = await stream.until(
      ({ application }) => application.metadata.name === 'new-service',
    );
    expect(type).toBe('ADDED');
    expect(Date.now() - pushed).toBeLessThan(3_000);
    stream.close();
  });

  it('leaves an image that was never built Progressing, and deploys the one that is', async () => {
    await start();
    const stream = await clientOf('dev').watch(
      'w',
      `${WATCH}?resourceVersion=0`,
    );
    release(repositories, 'new-service', '0.0.0', 'dev');
    await stream.until(isProgressing('new-service'));
    release(repositories, 'new-service', '0.1.1', 'dev');
    await stream.until(isHealthyWith('new-service', '0.1.1'));
    const { history, sync } = (await one('dev', 'new-service')).status;
    expect(sync.status).toBe('Synced');
    expect(history?.map(({ id }) => id)).toEqual([0, 1]);
    expect(history?.[1]?.initiatedBy).toEqual({ automated: true });
    stream.close();
  });

  it('waits for a person in production', async () => {
    await start();
    const stream = await clientOf('production').watch(
      'w',
      `${WATCH}?name=timeline`,
    );
    release(repositories, 'timeline', '0.1.15', 'production');
    await stream.until(
      ({ application }) => application.status.sync.status === 'OutOfSync',
    );
    expect((await one('production', 'timeline')).operation).toBeUndefined();

    await clientOf('production').post('sync', `${APPS}/timeline/sync`, {});
    await stream.until(isHealthyWith('timeline', '0.1.15'));
    const { history } = (await one('production', 'timeline')).status;
    expect(history?.at(-1)?.initiatedBy).toEqual({ username: 'portal' });
    stream.close();
  });

  it('cannot terminate what was requested and has not started', async () => {
    await start({ pace: 20 });
    const client = clientOf('production');
    await client.post('sync', `${APPS}/timeline/sync`, {});
    const answer = await client.delete(
      'terminate',
      `${APPS}/timeline/operation`,
    );
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 3,
      message: 'Unable to terminate operation. No operation is in progress',
    });
  });

  it('has a simulated person come by in production now and then', async () => {
    await start({ people: true, pace: 0.002 });
    const stream = await clientOf('production').watch(
      'w',
      `${WATCH}?name=profile`,
    );
    release(repositories, 'profile', '0.1.15', 'production');
    const { application } = await stream.until(
      isHealthyWith('profile', '0.1.15'),
    );
    expect(application.status.history?.at(-1)?.initiatedBy).toEqual({
      username: 'miho.tanaka',
    });
    stream.close();
  });

  it('removes an application with its repository', async () => {
    await start();
    const stream = await clientOf('dev').watch(
      'w',
      `${WATCH}?resourceVersion=0`,
    );
    repositories.remove('timeline');
    release(repositories, 'profile', '0.1.15', 'dev');
    const { application } = await stream.until(
      ({ type }) => type === 'DELETED',
    );
    expect(application.metadata.name).toBe('timeline');
    expect(
      (await all('dev')).map(({ metadata }) => metadata.name),
    ).not.toContain('timeline');
    stream.close();
  });

  it('keeps uid, history and versions over a restart', async () => {
    await start();
    const stream = await clientOf('dev').watch('w', `${WATCH}?name=blog-api`);
    release(repositories, 'blog-api', '0.1.15', 'dev');
    await stream.until(isProgressing('blog-api'));
    stream.close();
    const before = await one('dev', 'blog-api');
    await running?.stop();
    await start();

    const again = await clientOf('dev').watch('w', `${WATCH}?name=blog-api`);
    const { application } = await again.until(
      isHealthyWith('blog-api', '0.1.15'),
    );
    again.close();
    expect(application.metadata.uid).toBe(before.metadata.uid);
    expect(application.status.history).toEqual(before.status.history);
    expect(Number(application.metadata.resourceVersion)).toBeGreaterThan(
      Number(before.metadata.resourceVersion),
    );
  });

  it('has a page for people behind the links to it', async () => {
    await start();
    const answer = await clientOf('staging').get(
      'page',
      '/applications/argocd/timeline',
    );
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('Deployment timeline');
    const missing = await clientOf('staging').get(
      'page',
      '/applications/argocd/nosuch',
    );
    expect(missing.status).toBe(404);
  });

  it('refuses the token, in its own words, while told to', async () => {
    await start();
    faults.set('argocd-dev', { kind: 'wrong-token' });
    const answer = await clientOf('dev').get('list', APPS);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 16 });

    const stream = await clientOf('dev').call('watch', {
      path: WATCH,
      headers: { accept: 'text/event-stream' },
    });
    expect(stream.status).toBe(401);
    expect(stream.body).toMatch(
      /^data: \{"error":\{"grpc_code":16,"http_code":401/,
    );
    expect((await clientOf('staging').get('list', APPS)).status).toBe(200);
  });

  it('cuts open streams when it is reset', async () => {
    await start();
    const stream = await clientOf('dev').watch(
      'w',
      `${WATCH}?resourceVersion=0`,
    );
    faults.set('argocd-dev', { kind: 'reset' });
    await expect(stream.until(() => false)).rejects.toThrow();
  });
});
