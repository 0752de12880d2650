import { EventEmitter, once } from 'node:events';
import { TestArgoCd, WATCH, isHealthyWith } from './__testUtils__/TestArgoCd';
import { release } from './__testUtils__/contract/world';

jest.setTimeout(30_000);

describe('simulated people', () => {
  const argocd = new TestArgoCd();
  afterAll(() => argocd.end());

  it('come by only while there is life', async () => {
    const asked = new EventEmitter();
    let lively = false;
    await argocd.start({
      people: true,
      pace: 0.002,
      isLively: () => {
        asked.emit('asked');
        return lively;
      },
    });
    const stream = await argocd
      .client('production')
      .watch('w', `${WATCH}?name=profile`);
    release(argocd.repositories, 'profile', '0.1.15', 'production');
    await stream.until(
      ({ application }) => application.status.sync.status === 'OutOfSync',
    );
    for (let times = 0; times < 5; times += 1) await once(asked, 'asked');
    const { operation } = await argocd.one('production', 'profile');
    expect(operation).toBeUndefined();

    lively = true;
    await stream.until(isHealthyWith('profile', '0.1.15'));
    stream.close();
  });
});
