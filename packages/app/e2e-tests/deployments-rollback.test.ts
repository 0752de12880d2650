import { closePullRequest } from './support/control';
import {
  choose,
  consent,
  openDeployments,
  PATIENCE,
  placeOf,
  timelineOf,
} from './support/deployments';
import { MIHO } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'blog-editor';

test.use({ atRest: true });

test('production goes back to an earlier deployment', async ({
  page,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  // The earliest that is shown, which is older than what runs
  const back = page
    .getByRole('button', { name: /^Roll back production to/ })
    .last();
  const name = (await back.getAttribute('aria-label')) ?? '';
  const version = name.split(' ').at(-1) ?? '';
  await back.click();

  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByRole('region', { name: 'What will change in production' }),
  ).toContainText(version, PATIENCE);
  await consent(dialog, 'Drafts are lost since this morning');
  await dialog.getByRole('button', { name: 'Roll back', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(
    'Rolled back and healthy in production',
    { timeout: 120_000 },
  );
  // What is not obvious: Git does not know of it
  await expect(dialog).toContainText('Git still says what ran before');
  await dialog.getByRole('button', { name: 'Close' }).click();

  const production = placeOf(page, 'production');
  await expect(production).toContainText(version, PATIENCE);
  const newest = timelineOf(page, 'production').first();
  await expect(newest).toContainText('Rolled back', PATIENCE);
  await expect(newest).toContainText(MIHO.name);

  // As it says, the next sync deploys what Git says
  await choose(page, 'production', 'Sync');
  await consent(dialog, 'Drafts are safe again');
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(
    `${SERVICE} is deployed and healthy in production`,
    { timeout: 120_000 },
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(production).toContainText('Healthy · Synced', PATIENCE);
});

test('where Argo CD would undo it, the way back is a pull request', async ({
  page,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  // The newest of another version: the same may have been deployed twice
  const runs = await placeOf(page, 'dev').innerText();
  const names = await page
    .getByRole('button', { name: /^Roll back dev to/ })
    .evaluateAll(all => all.map(one => one.getAttribute('aria-label') ?? ''));
  const name = names.find(one => !runs.includes(one.split(' ').at(-1) ?? ''));
  await page.getByRole('button', { name, exact: true }).first().click();

  const dialog = page.getByRole('dialog');
  const obstacle = dialog.getByRole('alert');
  await expect(obstacle).toContainText(
    'Auto-sync would undo it at once',
    PATIENCE,
  );
  await obstacle
    .getByRole('button', { name: /^Open a pull request that puts/ })
    .click();
  await expect(
    dialog.getByRole('heading', {
      name: new RegExp(`^Put ${SERVICE} .* back`),
    }),
  ).toBeVisible();
  await expect(dialog).toContainText('deploy/dev/application.yaml', PATIENCE);
  await dialog
    .getByRole('button', { name: 'Open pull request', exact: true })
    .click();
  const link = dialog.getByRole('link', { name: /^Open the pull request/ });
  await expect(link).toBeVisible(PATIENCE);
  const address = (await link.getAttribute('href')) ?? '';
  expect(address).toMatch(new RegExp(`/hanabi/${SERVICE}/pull/\\d+$`));
  await closePullRequest(request, address);
});
