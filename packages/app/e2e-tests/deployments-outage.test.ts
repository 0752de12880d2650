import { faultsOf } from './support/accessibility';
import { withFault } from './support/control';
import { openDeployments, PATIENCE, placeOf } from './support/deployments';
import { YUKI } from './support/people';
import { place } from './support/pages';
import { expect, test } from './support/test';

const GONE = 'Argo CD does not answer.';

test.use({
  atRest: true,
  // The portal says once in its log that an instance is gone
  provokedInLog: [/staging/],
});

test('an Argo CD dies and comes back while the pages are open', async ({
  page,
  context,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await signInAs(YUKI);
  await openDeployments(page, 'blog-api');
  const staging = placeOf(page, 'staging');
  const production = placeOf(page, 'production');
  await expect(staging).toContainText('Healthy · Synced', PATIENCE);
  const version = /\d+\.\d+\.\d+/.exec(await staging.innerText())?.[0] ?? '';

  const all = await context.newPage();
  const { path, ready } = place('deployments');
  await all.goto(path);
  await ready(all);
  const silent = all.getByRole('status').filter({ hasText: GONE });
  await expect(silent).toHaveCount(0);

  await withFault(request, 'argocd-staging', { kind: 'reset' }, async () => {
    await expect(staging).toContainText(GONE, PATIENCE);
    // What was known stays, and says from when it is
    await expect(staging).toContainText('Last known state');
    await expect(staging).toContainText(version);
    await expect(production).not.toContainText(GONE);

    await expect(silent).toContainText('staging', PATIENCE);
    await expect(silent).not.toContainText('production');
    await ready(all);
    expect.soft(await faultsOf(page)).toEqual([]);
    expect.soft(await faultsOf(all)).toEqual([]);
  });

  await expect(staging).not.toContainText(GONE, PATIENCE);
  await expect(staging).toContainText('Healthy · Synced');
  await expect(silent).toHaveCount(0, PATIENCE);
});
