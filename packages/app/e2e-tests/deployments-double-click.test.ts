import { commitImage } from './support/control';
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

const SERVICE = 'comment-service';

test.use({ atRest: true });

test('a double click is one sync', async ({ page, request, signInAs }) => {
  test.setTimeout(240_000);
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  const production = placeOf(page, 'production');
  const { tag } = await commitImage(request, SERVICE, {
    environment: 'production',
  });
  await expect(production).toContainText('Out of sync', PATIENCE);
  const deployments = timelineOf(page, 'production');
  const before = await deployments.count();
  const sent: string[] = [];
  page.on('request', each => {
    if (each.method() === 'POST' && each.url().endsWith('/sync')) {
      sent.push(each.url());
    }
  });

  const dialog = await choose(page, 'production', 'Sync');
  await consent(dialog, 'Comments can be pinned');
  await dialog.getByRole('button', { name: 'Sync', exact: true }).dblclick();
  await expect(dialog.getByRole('status')).toHaveText(
    `${SERVICE} is deployed and healthy in production`,
    PATIENCE,
  );
  await dialog.getByRole('button', { name: 'Close' }).click();

  await expect(production).toContainText(tag, PATIENCE);
  await expect(deployments.first()).toContainText('Succeeded', PATIENCE);
  await expect(deployments).toHaveCount(before + 1);
  expect(sent).toHaveLength(1);
});
