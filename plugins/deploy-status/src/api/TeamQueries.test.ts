import { instance } from '../__testUtils__/builders';
import {
  place,
  serviceRow,
  serviceRows,
} from '../teamPage/__testUtils__/builders';
import { DeployStatusFeed } from './DeployStatusFeed';

function setup() {
  const client = {
    getServices: jest.fn().mockResolvedValue(serviceRows([serviceRow('a')])),
    getInstances: jest.fn().mockResolvedValue({ instances: [instance('dev')] }),
  };
  const feed = new DeployStatusFeed({
    // What a test does not expect to be asked is not there.
    client: client as any,
    loadServices: jest.fn(),
  });
  let send = (_: any) => {};
  feed.connect({
    subscribe: (_, onMessage: (message: any) => void) => {
      send = onMessage;
      return { unsubscribe: () => {} };
    },
  });
  return {
    client,
    feed,
    signal: () => send({ changes: [{ instance: 'dev', applications: ['a'] }] }),
  };
}

const MINUTE = 60_000;

describe('the queries of the team page', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks every five seconds as long as no signal has come', async () => {
    const { client, feed } = setup();
    feed.team.serviceRows({}).subscribe(() => {});
    feed.team.instances().subscribe(() => {});
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(client.getServices).toHaveBeenCalledTimes(13);
    expect(client.getInstances).toHaveBeenCalledTimes(13);
  });

  it('asks every half minute once signals arrive', async () => {
    const { client, feed, signal } = setup();
    feed.team.serviceRows({}).subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    signal();
    await jest.advanceTimersByTimeAsync(5000);
    expect(client.getServices).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(client.getServices).toHaveBeenCalledTimes(4);
  });

  it('asks often again where something changed and no signal told so', async () => {
    const { client, feed, signal } = setup();
    feed.team.serviceRows({}).subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    signal();
    await jest.advanceTimersByTimeAsync(36_000);
    client.getServices.mockResolvedValue(
      serviceRows([
        serviceRow('a', { places: [place('dev', { version: '0.1.43' })] }),
      ]),
    );
    await jest.advanceTimersByTimeAsync(30_000);
    const before = client.getServices.mock.calls.length;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(client.getServices.mock.calls.length).toBe(before + 2);
  });

  it('asks nothing while the page is hidden', async () => {
    const { client, feed } = setup();
    feed.team.serviceRows({}).subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    const hidden = jest
      .spyOn(document, 'visibilityState', 'get')
      .mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(client.getServices).toHaveBeenCalledTimes(1);
    hidden.mockRestore();
  });
});
