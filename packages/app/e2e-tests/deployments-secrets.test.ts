import type { Page } from '@playwright/test';
import { withFault } from './support/control';
import { choose, openDeployments, PATIENCE } from './support/deployments';
import { place } from './support/pages';
import { MIHO } from './support/people';
import { Received } from './support/Received';
import { secretsOfPortal } from './support/secrets';
import { expect, test } from './support/test';

const SERVICE = 'blog-api';

test.use({
  atRest: true,
  // The portal says once in its log that an instance refuses its token
  provokedInLog: [/staging/],
});

async function open(page: Page, name: string): Promise<void> {
  const { path, ready } = place(name);
  await page.goto(path);
  await ready(page);
}

test('no page, nothing behind it and nothing that it keeps holds a secret of the portal', async ({
  page,
  context,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  const secrets = secretsOfPortal();
  for (const known of [
    'michi-sandbox-github',
    'michi-sandbox-argocd-dev',
    'michi-sandbox-argocd-staging',
    'michi-sandbox-argocd-production',
  ]) {
    expect([...secrets.values()]).toContain(known);
  }
  expect(secrets.size).toBeGreaterThanOrEqual(7);

  const received = new Received(context);
  await signInAs(MIHO);
  for (const name of [
    'home',
    'service',
    'team-deployments',
    'deployments',
    'insights',
    'argocd',
  ]) {
    await open(page, name);
    await received.look(page);
  }

  await openDeployments(page, SERVICE);
  const dialog = await choose(page, 'production', 'Sync');
  await expect(
    dialog.getByRole('button', { name: 'Sync', exact: true }),
  ).toBeVisible(PATIENCE);
  await received.look(page);

  // Where the token itself is the trouble, one would most likely be told of it.
  // The reset is for the watch: one that is open goes on, whatever its token.
  const refused = async () => {
    await open(page, 'argocd');
    const staging = page
      .getByRole('table', { name: 'Argo CD instances' })
      .getByRole('row', { name: /staging/ });
    await expect(staging).not.toContainText('Connected', PATIENCE);
    await received.look(page);
    await page.goto(`/catalog/default/component/${SERVICE}/deployments`);
    await expect(page.getByText('Last known state').first()).toBeVisible(
      PATIENCE,
    );
    await received.look(page);
  };
  await withFault(request, 'argocd-staging', { kind: 'reset' }, () =>
    withFault(request, 'argocd-staging', { kind: 'wrong-token' }, refused),
  );

  expect(received.places).toEqual(
    expect.arrayContaining([
      '/',
      'page /',
      'page /deployments',
      `page /catalog/default/component/${SERVICE}/deployments`,
      '/api/deploy-status/v1/services',
      '/api/deploy-status/v1/instances',
      '/api/deploy-status/v1/insights',
      '/api/deploy-status/v1/deployments',
      `/api/deploy-status/v1/entities/component/default/${SERVICE}/status`,
      'storage',
    ]),
  );
  expect(received.unread.filter(where => where.startsWith('/api/'))).toEqual(
    [],
  );
  for (const [name, secret] of secrets) {
    expect(received.placesOf(secret), `${name} was given away`).toEqual([]);
  }
});

test('that would be noticed, wherever it were', async ({
  page,
  context,
  signInAs,
}) => {
  const secret = 'michi-sandbox-argocd-production';
  const contentType = 'text/javascript';
  await page.route('**/api/planted', route =>
    route.fulfill({ contentType, body: `console.info('Bearer ${secret}')` }),
  );
  await page.route('**/api/planted-header', route =>
    route.fulfill({ contentType, headers: { 'x-upstream': secret } }),
  );
  const received = new Received(context);
  await signInAs(MIHO);
  await open(page, 'deployments');
  await received.look(page);
  expect(received.placesOf(secret)).toEqual([]);

  await page.addScriptTag({ url: '/api/planted' });
  await page.addScriptTag({ url: '/api/planted-header' });
  await page.evaluate(planted => {
    document.body.append(planted);
    localStorage.setItem('planted', planted);
    document.cookie = `planted=${planted}`;
  }, secret);
  await received.look(page);
  expect(received.placesOf(secret).sort()).toEqual([
    '/api/planted',
    '/api/planted-header',
    'console',
    'cookies',
    'page /deployments',
    'storage',
  ]);
});
