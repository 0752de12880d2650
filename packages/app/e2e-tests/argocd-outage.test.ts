import { withFault } from './support/control';
import { YUKI } from './support/people';
import { environmentOn } from './support/servicePage';
import { expect, test } from './support/test';

const GONE = 'Argo CD does not answer.';

test.use({
  // The portal says once in its log that an instance is gone
  provokedInLog: [/dev/],
});

test('an Argo CD that dies says so on its rows alone, and comes back by itself', async ({
  page,
  request,
  signInAs,
}) => {
  await signInAs(YUKI);
  await page.goto('/catalog/default/component/blog-api');
  const dev = environmentOn(page, 'dev');
  const staging = environmentOn(page, 'staging');
  await expect(dev).toContainText('Healthy');
  await expect(staging).toContainText('Healthy');

  await withFault(request, 'argocd-dev', { kind: 'reset' }, async () => {
    await expect(dev).toContainText(GONE);
    // What was known stays, and says from when it is
    await expect(dev).toContainText('Last known state');
    await expect(staging).toContainText('Healthy');
    await expect(staging).not.toContainText(GONE);
  });

  await expect(dev).not.toContainText(GONE, {
    timeout: 60_000,
  });
  await expect(dev).toContainText('Healthy');
});
