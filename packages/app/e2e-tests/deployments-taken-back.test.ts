import { commitImage, decideNextSync } from './support/control';
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

const SERVICE = 'blog-web';
const SMOKE_TEST = 'blog-web-smoke-test';
const MESSAGE = 'GET / answers 500';

test.use({ atRest: true });

test('what failed its smoke test runs, and is taken back', async ({
  page,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  const production = placeOf(page, 'production');
  const { tag, before, revision } = await commitImage(request, SERVICE, {
    environment: 'production',
  });
  await decideNextSync(request, SERVICE, 'production', {
    fail: { hook: SMOKE_TEST, message: MESSAGE },
  });
  await expect(production).toContainText('Out of sync', PATIENCE);
  const dialog = await choose(page, 'production', 'Sync');
  await consent(dialog, 'A new front page');
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText('The deployment failed', {
    timeout: 120_000,
  });
  await dialog.getByRole('button', { name: 'Close' }).click();

  // Argo CD's history does not have it, and yet it is what customers see
  await expect(production).toContainText('Deployment failed', PATIENCE);
  await expect(production).toContainText(MESSAGE);
  await expect(production).toContainText(tag);
  await expect(production).toContainText(revision.slice(0, 7));
  await expect(production).toContainText(MIHO.name);
  await expect(production).toContainText(/failed after/);
  await expect(production).not.toContainText(before);

  await page
    .getByRole('button', {
      name: `Roll back production to ${before}`,
      exact: true,
    })
    .first()
    .click();
  const changes = dialog.getByRole('region', {
    name: 'What will change in production',
  });
  await expect(changes).toContainText(tag, PATIENCE);
  await expect(changes).toContainText(before);
  await consent(dialog, 'Nobody can read a blog');
  await dialog.getByRole('button', { name: 'Roll back', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(
    'Rolled back and healthy in production',
    { timeout: 120_000 },
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(production).toContainText(before, PATIENCE);
  await expect(production).not.toContainText('Deployment failed');
  await expect(timelineOf(page, 'production').first()).toContainText(
    'Rolled back',
    PATIENCE,
  );

  // Mended meanwhile; nothing is left waiting
  await choose(page, 'production', 'Sync');
  await consent(dialog, 'The page answers again');
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(
    `${SERVICE} is deployed and healthy in production`,
    { timeout: 120_000 },
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(production).toContainText(tag, PATIENCE);
});
