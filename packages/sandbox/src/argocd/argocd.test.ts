import { release } from './__testUtils__/contract/world';
import {
  APPS,
  ENVIRONMENTS,
  TestArgoCd,
  WATCH,
  isHealthyWith,
  isProgressing,
} from './__testUtils__/TestArgoCd';

jest.setTimeout(30_000);

describe('what happens by itself', () => {
  let argocd: TestArgoCd;
  beforeEach(() => {
    argocd = new TestArgoCd();
  });
  afterEach(() => argocd.end());

  it('has a past, and applications in states worth looking at', async () => {
    await argocd.start();
    const states = Object.fromEntries(
      await Promise.all(
        ENVIRONMENTS.map(async environment => [
          environment,
          (await argocd.all(environment)).map(
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

    const { status } = await argocd.one('production', 'timeline');
    expect(status.history).toHaveLength(10);
    expect(status.history?.at(-1)?.id).toBeGreaterThan(10);
    expect(status.history?.at(-1)?.initiatedBy.username).toBe('miho.tanaka');
  });

  it('shows a new repository within three seconds, and follows it until the image is there', async () => {
    await argocd.start({ pace: 1 });
    const stream = await argocd
      .client('dev')
      .watch('w', `${WATCH}?resourceVersion=0`);
    const pushed = Date.now();
    release(argocd.repositories, 'new-service', '0.0.0', 'dev');
    const { type } = await stream.until(
      ({ application }) => application.metadata.name === 'new-service',
    );
    expect(type).toBe('ADDED');
    expect(Date.now() - pushed).toBeLessThan(3_000);
    stream.close();
  });

  it('leaves an image that was never built Progressing, and deploys the one that is', async () => {
    await argocd.start();
    const stream = await argocd
      .client('dev')
      .watch('w', `${WATCH}?resourceVersion=0`);
    release(argocd.repositories, 'new-service', '0.0.0', 'dev');
    await stream.until(isProgressing('new-service'));
    release(argocd.repositories, 'new-service', '0.1.1', 'dev');
    await stream.until(isHealthyWith('new-service', '0.1.1'));
    const { history, sync } = (await argocd.one('dev', 'new-service')).status;
    expect(sync.status).toBe('Synced');
    expect(history?.map(({ id }) => id)).toEqual([0, 1]);
    expect(history?.[1]?.initiatedBy).toEqual({ automated: true });
    stream.close();
  });

  it('waits for a person in production', async () => {
    await argocd.start();
    const stream = await argocd
      .client('production')
      .watch('w', `${WATCH}?name=timeline`);
    release(argocd.repositories, 'timeline', '0.1.15', 'production');
    await stream.until(
      ({ application }) => application.status.sync.status === 'OutOfSync',
    );
    expect(
      (await argocd.one('production', 'timeline')).operation,
    ).toBeUndefined();

    await argocd.client('production').post('sync', `${APPS}/timeline/sync`, {});
    await stream.until(isHealthyWith('timeline', '0.1.15'));
    const { history } = (await argocd.one('production', 'timeline')).status;
    expect(history?.at(-1)?.initiatedBy).toEqual({ username: 'portal' });
    stream.close();
  });

  it('cannot terminate what was requested and has not started', async () => {
    await argocd.start({ pace: 20 });
    const client = argocd.client('production');
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
    await argocd.start({ people: true, pace: 0.002 });
    const stream = await argocd
      .client('production')
      .watch('w', `${WATCH}?name=profile`);
    release(argocd.repositories, 'profile', '0.1.15', 'production');
    const { application } = await stream.until(
      isHealthyWith('profile', '0.1.15'),
    );
    expect(application.status.history?.at(-1)?.initiatedBy).toEqual({
      username: 'miho.tanaka',
    });
    stream.close();
  });

  it('removes an application with its repository', async () => {
    await argocd.start();
    const stream = await argocd
      .client('dev')
      .watch('w', `${WATCH}?resourceVersion=0`);
    argocd.repositories.remove('timeline');
    release(argocd.repositories, 'profile', '0.1.15', 'dev');
    const { application } = await stream.until(
      ({ type }) => type === 'DELETED',
    );
    expect(application.metadata.name).toBe('timeline');
    expect(
      (await argocd.all('dev')).map(({ metadata }) => metadata.name),
    ).not.toContain('timeline');
    stream.close();
  });
});
