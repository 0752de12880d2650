import { place } from './support/pages';
import { YUKI } from './support/people';
import { expect, test } from './support/test';

test('switching to Japanese makes the portal speak Japanese', async ({
  page,
  signInAs,
}) => {
  await signInAs(YUKI);
  await page.goto('/settings');
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('option', { name: '日本語' }).click();
  await expect(page.getByRole('link', { name: 'カタログ' })).toBeVisible();

  await page.goto('/');
  await expect(
    page.getByRole('button', { name: 'サービスを作る' }).first(),
  ).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');

  const words: [string, string][] = [
    ['service', '環境'],
    ['service-deployments', 'デプロイの履歴'],
    ['deployments', '確認事項'],
    ['insights', 'デプロイ頻度'],
    ['argocd', '待ち'],
    ['team-deployments', '確認事項'],
  ];
  for (const [name, word] of words) {
    await page.goto(place(name).path);
    await expect(
      page.getByRole('main').getByText(word).first(),
      name,
    ).toBeVisible();
  }
});

test.describe('a browser that asks for Japanese', () => {
  test.use({ locale: 'ja-JP' });

  test('gets it from the sign-in page on', async ({ page }) => {
    await page.goto('/');
    await expect(
      page.getByRole('heading', { name: 'どなたとして使いますか' }),
    ).toBeVisible();
  });
});
