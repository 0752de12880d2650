import type { SignalApi } from '@backstage/plugin-signals-react';
import {
  application,
  deployment,
  found,
  minutesAgo,
} from '../__testUtils__/builders';
import { dataOf } from '@michi/status-react';
import { DeployStatusFeed } from './DeployStatusFeed';

function setup() {
  const client = {
    getEntityStatus: jest.fn().mockResolvedValue(found([application('dev')])),
    getStatuses: jest.fn().mockResolvedValue({ statuses: [], denied: 0 }),
    getDeployments: jest.fn(),
    getDifferences: jest.fn().mockResolvedValue({ differences: [] }),
    getVersion: jest.fn().mockResolvedValue({ version: '1' }),
  };
  // What a test does not expect to be asked is not there.
  const feed = new DeployStatusFeed({
    client: client as any,
    loadServices: jest.fn(),
  });
  let send = (_: unknown) => {};
  const unsubscribe = jest.fn();
  const subscribe = jest.fn((_: string, onMessage: (message: any) => void) => {
    send = onMessage;
    return { unsubscribe };
  });
  const signalApi: SignalApi = { subscribe };
  return {
    client,
    feed,
    signalApi,
    subscribe,
    unsubscribe,
    signal: (instance: string, ...applications: string[]) =>
      send({ changes: [{ instance, applications }] }),
    sendRaw: (message: unknown) => send(message),
  };
}

const REF = 'component:default/blog-api';

describe('DeployStatusFeed', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('shares one question among all who ask it', async () => {
    const { feed, client } = setup();
    const query = feed.entity(REF, 'blog-api');
    expect(feed.entity(REF, 'blog-api')).toBe(query);
    query.subscribe(() => {});
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(1);
    expect(client.getEntityStatus).toHaveBeenCalledWith(
      { params: { kind: 'component', namespace: 'default', name: 'blog-api' } },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('drops what nobody has watched for a while, and keeps what somebody watches', () => {
    const { feed } = setup();
    const services = [{ entityRef: REF, name: 'blog-api' }];
    const watched = feed.deployments(services, '2026-11-22T00:00:00.000Z');
    watched.subscribe(() => {});
    const left = feed.deployments(services, '2026-11-23T00:00:00.000Z');
    const leave = left.subscribe(() => {});
    jest.advanceTimersByTime(60 * 60_000);
    leave();
    feed.deployments(services, '2026-11-24T00:00:00.000Z');
    expect(feed.deployments(services, '2026-11-23T00:00:00.000Z')).toBe(left);
    jest.advanceTimersByTime(11 * 60_000);
    feed.deployments(services, '2026-11-25T00:00:00.000Z');
    expect(feed.deployments(services, '2026-11-22T00:00:00.000Z')).toBe(
      watched,
    );
    expect(feed.deployments(services, '2026-11-23T00:00:00.000Z')).not.toBe(
      left,
    );
  });

  it('asks for page after page, each from where the one before ended', async () => {
    const { feed, client } = setup();
    const page = (from: number, length: number) => ({
      deployments: Array.from({ length }, (_, index) =>
        deployment('dev', { id: `${from + index}` }),
      ),
      total: 201,
      failed: 3,
      denied: 0,
    });
    client.getDeployments
      .mockResolvedValueOnce(page(0, 200))
      .mockResolvedValueOnce({ ...page(200, 1), total: 1, failed: 0 });
    const deployments = await feed.everyDeployment(
      { entityRef: REF, name: 'blog-api' },
      '2026-11-01T00:00:00.000Z',
      { only: 'failed' },
    );
    expect(deployments).toHaveLength(201);
    expect(client.getDeployments.mock.calls.map(([{ body }]) => body)).toEqual([
      {
        entityRefs: [REF],
        since: '2026-11-01T00:00:00.000Z',
        only: 'failed',
        limit: 200,
      },
      {
        entityRefs: [REF],
        since: '2026-11-01T00:00:00.000Z',
        only: 'failed',
        limit: 200,
        before: minutesAgo(60),
      },
    ]);
  });

  it('counts once what is spread over pages', async () => {
    const { feed, client } = setup();
    client.getDeployments.mockResolvedValue({
      deployments: Array.from({ length: 200 }, () => deployment('dev')),
      total: 500,
      failed: 3,
      denied: 0,
    });
    const query = feed.deployments(
      [{ entityRef: REF, name: 'blog-api' }],
      '2026-11-01T00:00:00.000Z',
      {},
      2,
    );
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    expect(client.getDeployments).toHaveBeenCalledTimes(2);
    expect(dataOf(query.getState())).toMatchObject({ total: 500, failed: 3 });
    expect(dataOf(query.getState())?.deployments).toHaveLength(400);
  });

  it('loads differences again on a signal about the Application', async () => {
    const { feed, client, signalApi, signal } = setup();
    feed.connect(signalApi);
    feed
      .differences({
        entityRef: REF,
        name: 'blog-api',
        applicationName: 'blog-api',
      })
      .subscribe(() => {});
    await jest.advanceTimersByTimeAsync(10_000);
    expect(client.getDifferences).toHaveBeenCalledTimes(1);
    signal('dev', 'blog-api');
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getDifferences).toHaveBeenCalledTimes(2);
  });

  it('listens for the name that the annotation has now', async () => {
    const { feed, client, signalApi, signal } = setup();
    feed.connect(signalApi);
    feed.entity(REF, 'old-name').subscribe(() => {});
    await jest.advanceTimersByTimeAsync(1000);
    feed.entity(REF, 'new-name');
    signal('dev', 'old-name');
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(1);
    signal('dev', 'new-name');
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(2);
  });

  it('shows what was asked ahead, and asks again from then on', async () => {
    const { feed, client } = setup();
    feed.askAhead(REF);
    const query = feed.entity(REF, 'blog-api');
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(1);
    expect(query.getState().status).toBe('ready');
    await jest.advanceTimersByTimeAsync(5000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(2);
  });

  it('asks once for all whether anything changed, and less often beside signals', async () => {
    const { feed, client, signalApi, signal } = setup();
    feed.connect(signalApi);
    feed.entity(REF, 'blog-api').subscribe(() => {});
    await jest.advanceTimersByTimeAsync(1000);
    client.getVersion.mockResolvedValue({ version: '2' });
    await jest.advanceTimersByTimeAsync(2000);
    expect(client.getVersion).toHaveBeenCalledTimes(2);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(2);

    signal('dev', 'blog-api');
    await jest.advanceTimersByTimeAsync(300);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(29_000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(4);
    expect(client.getVersion).toHaveBeenCalledTimes(5);
  });

  it('asks for deployments once the ledger has what is announced', async () => {
    const { feed, client, signalApi, signal } = setup();
    client.getDeployments.mockResolvedValue({
      deployments: [],
      total: 0,
      failed: 0,
      denied: 0,
    });
    feed.connect(signalApi);
    const service = { entityRef: REF, name: 'blog-api' };
    feed.deployments([service], minutesAgo(60)).subscribe(() => {});
    await jest.advanceTimersByTimeAsync(1000);
    signal('dev', 'blog-api');
    await jest.advanceTimersByTimeAsync(400);
    expect(client.getDeployments).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(client.getDeployments).toHaveBeenCalledTimes(2);
  });

  it('loads within a second of a signal about what is shown, and not for others', async () => {
    const { feed, client, signalApi, signal } = setup();
    feed.connect(signalApi);
    feed.entity(REF, 'blog-api').subscribe(() => {});
    await jest.advanceTimersByTimeAsync(1000);
    signal('dev', 'checkout');
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(1);
    signal('dev', 'blog-api');
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(2);
    signal('production');
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(3);
  });

  it('looks at everything for a signal that it does not understand', async () => {
    const { feed, client, signalApi, sendRaw } = setup();
    feed.connect(signalApi);
    feed.entity(REF, 'blog-api').subscribe(() => {});
    await jest.advanceTimersByTimeAsync(1000);
    sendRaw({ news: true });
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.getEntityStatus).toHaveBeenCalledTimes(2);
  });

  it('subscribes to signals once for the whole page', () => {
    const { feed, signalApi, subscribe, unsubscribe } = setup();
    const first = feed.connect(signalApi);
    const second = feed.connect(signalApi);
    expect(subscribe).toHaveBeenCalledTimes(1);
    expect(subscribe.mock.calls[0]?.[0]).toBe('deploy-status');
    first();
    expect(unsubscribe).not.toHaveBeenCalled();
    second();
    jest.advanceTimersByTime(60_000);
    expect(unsubscribe).toHaveBeenCalledTimes(1);
    feed.connect(signalApi);
    expect(subscribe).toHaveBeenCalledTimes(2);
  });

  it('keeps the connection from one page to the next', () => {
    const { feed, signalApi, subscribe, unsubscribe } = setup();
    const leaveFirstPage = feed.connect(signalApi);
    leaveFirstPage();
    feed.connect(signalApi);
    jest.advanceTimersByTime(60_000);
    expect(subscribe).toHaveBeenCalledTimes(1);
    expect(unsubscribe).not.toHaveBeenCalled();
  });
});
