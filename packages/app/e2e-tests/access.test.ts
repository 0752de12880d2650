import { GOOD_VALUES, PortalApi } from './support/api';
import { environment } from './support/environment';
import { EMI, REN, YUKI } from './support/people';
import { repositoriesOnDisk } from './support/sandbox';
import { environmentOn } from './support/servicePage';
import { expect, test } from './support/test';

test.describe('in the browser', () => {
  test('a member of another team reads a service and may not act on it', async ({
    page,
    signInAs,
  }) => {
    await signInAs(REN);
    await page.goto('/catalog/default/component/blog-api');
    await expect(page.getByRole('heading', { name: 'blog-api' })).toBeVisible();
    await expect(environmentOn(page, 'dev')).toContainText('Synced');
    await page.getByRole('button', { name: 'more' }).click();
    await expect(
      page.getByRole('menuitem', { name: 'Unregister entity' }),
    ).toBeDisabled();
  });

  test('leadership reads services and is not led to a form it may not send', async ({
    page,
    signInAs,
  }) => {
    await signInAs(EMI);
    await page.goto('/catalog/default/component/blog-api');
    await expect(page.getByRole('heading', { name: 'blog-api' })).toBeVisible();
    await expect(environmentOn(page, 'dev')).toContainText('Synced');
    await page.goto('/');
    await expect(page.getByRole('main')).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Create service' }),
    ).toHaveCount(0);
  });
});

test.describe('through the API', () => {
  test('leadership cannot create a service', async ({ request }) => {
    const portal = await PortalApi.signIn(
      request,
      environment().MICHI_URL,
      EMI,
    );
    const response = await portal.submitService({ ...GOOD_VALUES });
    expect(response.status()).toBe(403);
    expect(repositoriesOnDisk().has(GOOD_VALUES.name)).toBe(false);
  });

  test('nobody creates a service for a team that is not theirs', async ({
    request,
  }) => {
    const portal = await PortalApi.signIn(
      request,
      environment().MICHI_URL,
      YUKI,
    );
    const task = await portal.createService({
      ...GOOD_VALUES,
      owner: 'group:default/payments',
    });
    await expect.poll(() => portal.taskStatus(task)).toBe('failed');
    expect((await portal.taskLog(task)).join('\n')).toContain(
      'You are not a member of payments',
    );
    expect(repositoriesOnDisk().has(GOOD_VALUES.name)).toBe(false);
    expect(await portal.componentStatus(GOOD_VALUES.name)).toBe(404);
  });

  test("nobody unregisters another team's service", async ({ request }) => {
    const portal = await PortalApi.signIn(
      request,
      environment().MICHI_URL,
      REN,
    );
    const entity = await portal.get(
      '/api/catalog/entities/by-name/component/default/blog-api',
    );
    const { uid } = (await entity.json()).metadata;
    const response = await portal.delete(
      `/api/catalog/entities/by-uid/${encodeURIComponent(uid)}`,
    );
    expect(response.status()).toBe(403);
    expect(await portal.componentStatus('blog-api')).toBe(200);
  });

  test('nobody puts an own file in the place from which the services of others come', async ({
    request,
  }) => {
    const portal = await PortalApi.signIn(
      request,
      environment().MICHI_URL,
      REN,
    );
    // Whether there is such a location or not: the catalog itself is not asked.
    const response = await portal.put(
      '/api/catalog/locations/00000000-0000-4000-8000-000000000000',
      { type: 'url', target: 'https://github.com/hanabi/x/blob/main/x.yaml' },
    );
    expect(response.status()).toBe(403);
  });

  test('without signing in nothing is told', async ({ request }) => {
    const portal = PortalApi.anonymous(request, environment().MICHI_URL);
    for (const path of [
      '/api/catalog/entities/by-name/component/default/blog-api',
      '/api/deploy-status/v1/entities/component/default/blog-api/status',
      '/api/deploy-status/v1/instances',
      '/api/scaffolder/v2/tasks',
    ]) {
      const response = await portal.get(path);
      expect(response.status(), path).toBe(401);
    }
    const response = await portal.submitService({ ...GOOD_VALUES });
    expect(response.status()).toBe(401);
  });
});
