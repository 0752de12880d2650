import { commitImage, decideNextSync } from './support/control';
import {
  choose,
  consent,
  openDeployments,
  PATIENCE,
  placeOf,
  timelineOf,
} from './support/deployments';
import { documentLoads } from './support/documentLoads';
import { MIHO } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'blog-web';
const REASON = 'The new front page is announced for noon';

test.use({ atRest: true });

test('a change that waits for production is deployed and watched until it is healthy', async ({
  page,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  const loads = documentLoads(page);
  const production = placeOf(page, 'production');
  // Its smoke test takes long enough to be seen
  await decideNextSync(request, SERVICE, 'production', { hookSeconds: 10 });
  const { revision, tag, before } = await commitImage(request, SERVICE, {
    environment: 'production',
  });
  await expect(production).toContainText('Out of sync', PATIENCE);
  await expect(page.getByText('A change waits for production.')).toBeVisible();

  const dialog = await choose(page, 'production', 'Sync');
  const plan = dialog.getByRole('region', {
    name: 'What will change in production',
  });
  // From what runs to what was committed
  await expect(plan.getByRole('row', { name: /^Commit/ })).toContainText(
    new RegExp(`[0-9a-f]{7}.*${revision.slice(0, 7)}`),
    PATIENCE,
  );
  await expect(
    plan.getByRole('row', { name: /^Image blog-web/ }),
  ).toContainText(new RegExp(`${before}.*${tag}`));
  await expect(plan.getByRole('list', { name: 'Resources' })).toContainText(
    `Application/${SERVICE}`,
  );

  // Production asks why, and for its name
  const sync = dialog.getByRole('button', { name: 'Sync', exact: true });
  await expect(sync).toBeDisabled();
  await consent(dialog, REASON);
  await sync.click();
  await expect(dialog.getByRole('status')).toHaveText('Deploying', PATIENCE);
  await dialog.getByRole('button', { name: 'Close' }).click();

  // It goes on in its row
  await expect(production).toContainText(/Deploying for/);
  await expect(production).toContainText('Healthy · Synced', PATIENCE);
  await expect(production).toContainText(tag);
  await expect(production).toContainText(MIHO.name);

  const newest = timelineOf(page, 'production').first();
  await expect(newest).toContainText('Succeeded', PATIENCE);
  await expect(newest).toContainText(MIHO.name);
  await newest.getByRole('button', { name: /details of/ }).click();
  await expect(newest).toContainText(REASON);
  // Which images run is known once Argo CD has compared again; she does not wait for it
  await choose(page, 'production', 'Refresh');
  await expect(newest).toContainText(`${before} → ${tag}`, PATIENCE);
  expect(loads, 'nothing was loaded anew').toEqual([]);
});
