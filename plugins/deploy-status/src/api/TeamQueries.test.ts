import { instance } from '../__testUtils__/builders';
import { serviceRow, serviceRows } from '../teamPage/__testUtils__/builders';
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

  it('asks when something changed as long as no signal has come, and less often what takes longer', async () => {
    const { client, feed } = setup();
    const TOOK = { team: 50, platform: 200 };
    client.getServices.mockImplementation(async ({ body }) => {
      await new Promise(resolve => {
        setTimeout(resolve, body.owners ? TOOK.team : TOOK.platform);
      });
      return serviceRows([serviceRow('a')]);
    });
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
    // As often as there is a version
    expect(asked(some.owners)).toBe(30);
    // At once, and then three seconds apart
    expect(asked()).toBe(21);
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
