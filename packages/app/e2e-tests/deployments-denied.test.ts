import { randomUUID } from 'node:crypto';
import { faultsOf } from './support/accessibility';
import { PortalApi } from './support/api';
import { commitImage, faultTimesLeft, withFault } from './support/control';
import { openDeployments, PATIENCE, placeOf } from './support/deployments';
import { environment } from './support/environment';
import { MIHO, REN } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'comment-service';

test.use({ atRest: true });

test('a member of another team reads why he may not deploy, and whom to ask', async ({
  page,
  request,
  signInAs,
}) => {
  // Something waits, so that there is something to do
  await commitImage(request, SERVICE, { environment: 'production' });
  await signInAs(REN);
  await openDeployments(page, SERVICE);
  const production = placeOf(page, 'production');
  await expect(production).toContainText('Out of sync', PATIENCE);
  await expect(
    production.getByRole('button', { name: 'Sync', exact: true }),
  ).toHaveCount(0);

  await production.getByRole('button', { name: /^Actions for/ }).click();
  const sync = page.getByRole('menuitem', { name: 'Sync', exact: true });
  await expect(sync).toBeDisabled();
  await expect(sync).toHaveAccessibleDescription(
    /You may not do this to comment-service\. Ask Blog or the platform team/,
  );
  await expect(
    page.getByRole('menu').getByText('Ask Blog or the platform team'),
  ).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('button', { name: /^Roll back production/ }),
  ).toHaveCount(0);
});

test('his own request is refused, and Argo CD hears nothing of it', async ({
  request,
}) => {
  const portal = await PortalApi.signIn(request, environment().MICHI_URL, REN);
  const path = `/api/deploy-status/v1/entities/component/default/${SERVICE}`;
  const target = { instance: 'production', name: SERVICE, namespace: 'argocd' };
  const sync = {
    target,
    idempotencyKey: randomUUID(),
    reason: 'It is not mine',
    confirm: 'production',
  };
  const requests = [
    { to: 'sync/plan', body: { target } },
    { to: 'sync', body: sync },
    { to: 'retry', body: sync },
    { to: 'terminate', body: sync },
    { to: 'refresh', body: sync },
  ];
  // Counts what reaches Argo CD about this Application, and slows it by nothing
  const counter = {
    kind: 'slow',
    delayMs: 0,
    path: `/api/v1/applications/${SERVICE}`,
    times: 1_000,
  };
  await withFault(request, 'argocd-production', counter, async () => {
    for (const { to, body } of requests) {
      const response = await portal.post(`${path}/${to}`, body);
      expect(response.status(), to).toBe(403);
    }
    expect(await faultTimesLeft(request, 'argocd-production')).toBe(1_000);

    // An owner's is heard
    const owner = await PortalApi.signIn(
      request,
      environment().MICHI_URL,
      MIHO,
    );
    const plan = await owner.post(`${path}/sync/plan`, { target });
    expect(plan.status(), await plan.text()).toBe(200);
    expect(await faultTimesLeft(request, 'argocd-production')).toBeLessThan(
      1_000,
    );
  });
});
