import { YUKI } from './support/people';
import { expect, test } from './support/test';

test('Yuki signs in by name and finds the services of her team', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: YUKI.name }).click();

  const mine = page.getByRole('main');
  for (const service of ['blog-api', 'blog-web', 'blog-editor']) {
    // Exactly, as what failed today has a link too
    await expect(
      mine.getByRole('link', { name: service, exact: true }),
    ).toBeVisible();
  }
  // Not those of other teams
  await expect(mine.getByRole('link', { name: 'checkout' })).toHaveCount(0);
  await expect(
    mine.getByRole('button', { name: 'Create service' }),
  ).toBeVisible();

  // A service's state is there too, and its name leads to its page
  const row = mine.getByRole('row', { name: /blog-api/ });
  await expect(row).toContainText(/Healthy|Progressing/);
  await row.getByRole('link', { name: 'blog-api', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'blog-api' })).toBeVisible();
});

test('the next visit needs no sign-in, and signing out does', async ({
  page,
  signInAs,
}) => {
  await signInAs(YUKI);
  await page.reload();
  await expect(page.getByRole('button', { name: YUKI.name })).toHaveCount(0);
  await expect(
    page.getByRole('button', { name: 'Create service' }).first(),
  ).toBeVisible();
});
