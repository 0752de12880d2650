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
    getVersion: jest.fn().mockResolvedValue({ version: '1' }),
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

  it('asks when something changed as long as no signal has come, for everyone not too often', async () => {
    const { client, feed } = setup();
    const some = { owners: ['group:default/blog'] };
    feed.team.serviceRows(some).subscribe(() => {});
    feed.team.serviceRows({}).subscribe(() => {});
    feed.team.instances().subscribe(() => {});
    let version = 1;
    client.getVersion.mockImplementation(async () => ({
      version: `${version++}`,
    }));
    await jest.advanceTimersByTimeAsync(MINUTE);
    const asked = (owners?: string[]) =>
      client.getServices.mock.calls.filter(
        ([{ body }]) => `${body.owners}` === `${owners}`,
      ).length;
    expect(asked(some.owners)).toBe(30);
    expect(asked()).toBe(13);
    expect(client.getInstances).toHaveBeenCalledTimes(30);
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

  it('asks whether anything changed again where it did and no signal told so', async () => {
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
    const before = client.getVersion.mock.calls.length;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(client.getVersion.mock.calls.length).toBe(before + 5);
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
    expect(client.getVersion).toHaveBeenCalledTimes(1);
    hidden.mockRestore();
  });
});
