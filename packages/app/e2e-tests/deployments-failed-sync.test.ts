import { faultsInBothThemes, faultsOf } from './support/accessibility';
import { commitImage, decideNextSync } from './support/control';
import {
  choose,
  consent,
  openDeployments,
  PATIENCE,
  placeOf,
  timelineOf,
} from './support/deployments';
import { AOI } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'profile';
const HOOK = 'profile-migration';
const MESSAGE = 'column "display_name" of relation "profiles" already exists';

test.use({ atRest: true });

test('a sync that fails says why in words, and is retried', async ({
  page,
  context,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await signInAs(AOI);
  await openDeployments(page, SERVICE);
  const production = placeOf(page, 'production');
  const { tag } = await commitImage(request, SERVICE, {
    environment: 'production',
  });
  await decideNextSync(request, SERVICE, 'production', {
    fail: { hook: HOOK, message: MESSAGE },
  });
  await expect(production).toContainText('Out of sync', PATIENCE);

  const dialog = await choose(page, 'production', 'Sync');
  await consent(dialog, 'Names in other alphabets');
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(
    'The deployment failed',
    PATIENCE,
  );
  // What failed, and why, without a look into Argo CD
  await expect(dialog).toContainText(HOOK);
  await expect(dialog).toContainText(MESSAGE);
  expect.soft(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();

  await expect(production).toContainText('Deployment failed', PATIENCE);
  await expect(production).toContainText('Why the last deployment failed');
  await expect(
    production.getByRole('list', { name: 'What is wrong' }),
  ).toContainText(MESSAGE);
  const failed = timelineOf(page, 'production').first();
  await expect(failed).toContainText('Failed', PATIENCE);

  // It is also what her home page says of today
  const home = await context.newPage();
  await home.goto('/');
  await expect(
    home
      .getByRole('region', { name: 'Today' })
      .getByRole('link', { name: `Failed: ${SERVICE} in production` })
      .first(),
  ).toBeVisible(PATIENCE);
  expect.soft(await faultsInBothThemes(home), 'home').toEqual([]);
  await home.close();

  // Somebody has mended it meanwhile
  await production.getByRole('button', { name: 'Retry', exact: true }).click();
  await consent(dialog, 'The column was renamed by hand');
  expect.soft(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Retry', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(
    `${SERVICE} is deployed and healthy in production`,
    PATIENCE,
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(production).toContainText('Healthy · Synced', PATIENCE);
  await expect(production).toContainText(tag);
  await expect(production).not.toContainText('Why the last deployment failed');
  await expect(timelineOf(page, 'production').first()).toContainText(
    'Succeeded',
    PATIENCE,
  );
});
