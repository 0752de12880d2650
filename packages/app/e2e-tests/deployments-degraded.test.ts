import { faultsOf } from './support/accessibility';
import { commitImage, decideNextSync } from './support/control';
import {
  openDeployments,
  PATIENCE,
  placeOf,
  timelineOf,
} from './support/deployments';
import { MIHO } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'blog-editor';

/** Two versions side by side, in whichever order Argo CD names them. */
const bothOf = ({ tag: a }: { tag: string }, { tag: b }: { tag: string }) =>
  new RegExp(`${a}, ${b}|${b}, ${a}`);

test.use({ atRest: true });

test('what was applied and does not work is a failure, and leads back', async ({
  page,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  const dev = placeOf(page, 'dev');
  const newest = timelineOf(page, 'dev').first();
  const good = await commitImage(request, SERVICE, { environment: 'dev' });
  // Which version it was is known once it is healthy
  await expect(
    newest.getByRole('cell', { name: good.tag, exact: true }),
  ).toBeVisible(PATIENCE);

  await decideNextSync(request, SERVICE, 'dev', {
    degraded: true,
    rolloutSeconds: 4,
  });
  const bad = await commitImage(request, SERVICE, { environment: 'dev' });
  await expect(dev).toContainText('Degraded · Synced', PATIENCE);
  await expect(dev).toContainText('exceeded its progress deadline');
  // While the old pods are kept, both versions run
  await expect(dev).toContainText(bothOf(good, bad));
  await expect(newest).toContainText('Degraded', PATIENCE);
  // Of the two, the one that did not run before
  await expect(
    newest.getByRole('cell', { name: bad.tag, exact: true }),
  ).toBeVisible(PATIENCE);
  await expect(page.getByText('Degraded in dev.')).toBeVisible();

  await newest.getByRole('button', { name: /details of/ }).click();
  await expect(newest).toContainText('and not healthy with it since');
  expect(await faultsOf(page)).toEqual([]);

  await dev.getByRole('button', { name: 'Roll back', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByRole('heading', {
      name: `Roll back ${SERVICE} in dev to ${good.tag}`,
    }),
  ).toBeVisible();
  await expect(
    dialog.getByRole('row', { name: /^Image blog-editor/ }),
  ).toContainText(bothOf(good, bad), PATIENCE);
  await expect(
    dialog.getByRole('button', {
      name: `Open a pull request that puts ${good.tag} back`,
    }),
  ).toBeEnabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // The next version works
  await commitImage(request, SERVICE, { environment: 'dev' });
  await expect(newest).toContainText('Succeeded', PATIENCE);
  await expect(dev).toContainText('Healthy · Synced', PATIENCE);
  await expect(page.getByText(/^Last failure: /)).toContainText(
    'It was applied, then became Degraded',
    PATIENCE,
  );
});
