import { createServer } from 'node:net';
import { GOOD_VALUES, PortalApi } from './support/api';
import { OwnPortal } from './support/ownPortal';
import { YUKI } from './support/people';
import { repositoriesOnDisk, run } from './support/sandbox';
import { expect, signIn, test } from './support/test';

/** A TCP port on 127.0.0.1 that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

test('a service that was being created when the backend was killed is created once', async ({
  request,
  page,
}) => {
  // Two starts of a whole portal
  test.setTimeout(300_000);
  const portal = new OwnPortal(await freePort());
  try {
    await portal.start();
    const before = await PortalApi.signIn(request, portal.url, YUKI);
    const values = { ...GOOD_VALUES, name: 'reading-history' };
    const task = await before.createService(values);

    // The worst moment: GitHub has the repository, the portal has not noted it yet
    await expect
      .poll(() => repositoriesOnDisk(portal.state).has(values.name), {
        intervals: [10],
        timeout: 60_000,
      })
      .toBe(true);
    await portal.killBackend();

    await portal.start();
    const after = await PortalApi.signIn(request, portal.url, YUKI);
    await expect
      .poll(() => after.taskStatus(task), { timeout: 90_000 })
      .not.toMatch(/open|processing/);
    const log = await after.taskLog(task);
    expect(await after.taskStatus(task), log.join('\n')).toBe('completed');

    const repositories = repositoriesOnDisk(portal.state);
    const named = [...repositories.keys()].filter(name =>
      name.startsWith(values.name),
    );
    expect(named).toEqual([values.name]);
    const created = run('git', [
      '-C',
      repositories.get(values.name) ?? '',
      'log',
      '--format=%s',
      '--grep=^Create reading-history',
      'main',
    ]);
    expect(created.trim().split('\n')).toHaveLength(1);

    // And the person sees it: the run's page leads to the service's page
    await signIn(page, YUKI, portal.url);
    await page.goto(`${portal.url}/create/tasks/${task}`);
    await page.getByRole('link', { name: 'Open the service' }).click();
    await expect(
      page.getByRole('heading', { name: values.name }),
    ).toBeVisible();
  } finally {
    // Before the portal, so that it does not complain about its absence
    await page.close();
    await portal.remove();
  }
});
