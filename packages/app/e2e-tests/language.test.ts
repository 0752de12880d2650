import { faultsOf } from './support/accessibility';
import { commitImage, decideNextSync } from './support/control';
import {
  choose,
  consent,
  openDeployments,
  PATIENCE,
  placeOf,
  timelineOf,
} from './support/deployments';
import { englishOn } from './support/english';
import { place } from './support/pages';
import { AOI, REN, YUKI } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'profile';
const HOOK = 'profile-migration';
const MESSAGE = 'column "display_name" of relation "profiles" already exists';

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
  test.use({ locale: 'ja-JP', atRest: true });

  test('gets it from the sign-in page on', async ({ page }) => {
    await page.goto('/');
    await expect(
      page.getByRole('heading', { name: 'どなたとして使いますか' }),
    ).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  });

  test('leads through a sync that fails, why it did, and its retry', async ({
    page,
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
    await expect(production).toContainText('未同期', PATIENCE);

    const dialog = await choose(page, 'production', '同期');
    await expect(
      dialog.getByRole('heading', {
        name: `production の ${SERVICE} を同期`,
      }),
    ).toBeVisible();
    await consent(dialog, '表示名にほかの文字も使えるようにします');
    await expect(dialog).toContainText('production は保護されています。');
    expect.soft(await faultsOf(page), 'the dialog').toEqual([]);
    expect.soft(await englishOn(dialog), 'the dialog').toEqual([]);
    await dialog.getByRole('button', { name: '同期する', exact: true }).click();
    await expect(dialog.getByRole('status')).toHaveText(
      'デプロイに失敗しました',
      PATIENCE,
    );
    await expect(dialog).toContainText(MESSAGE);
    expect.soft(await englishOn(dialog), 'the failure').toEqual([]);
    await dialog.getByRole('button', { name: '閉じる' }).click();

    await expect(production).toContainText('デプロイ失敗', PATIENCE);
    await expect(production).toContainText('直近のデプロイが失敗した理由');
    await expect(
      production.getByRole('list', { name: '問題の内容' }),
    ).toContainText(MESSAGE);
    await expect(timelineOf(page, 'production').first()).toContainText(
      '失敗',
      PATIENCE,
    );

    await production
      .getByRole('button', { name: '再実行', exact: true })
      .click();
    await consent(dialog, '列名を手作業で直しました');
    await expect(dialog).toContainText('失敗した操作');
    expect.soft(await faultsOf(page), 'the retry').toEqual([]);
    expect.soft(await englishOn(dialog), 'the retry').toEqual([]);
    await dialog
      .getByRole('button', { name: '再実行する', exact: true })
      .click();
    await expect(dialog.getByRole('status')).toHaveText(
      `production の ${SERVICE} をデプロイしました。正常に動いています`,
      PATIENCE,
    );
    await dialog.getByRole('button', { name: '閉じる' }).click();
    await expect(production).toContainText('正常 · 同期済み', PATIENCE);
    await expect(production).toContainText(tag);

    // The way back, which is only looked at
    await page
      .getByRole('button', { name: /^production を .+ にロールバック$/ })
      .last()
      .click();
    await consent(dialog, '見るだけです');
    await expect(
      dialog.getByRole('region', { name: 'production で変わるもの' }),
    ).toBeVisible();
    expect.soft(await faultsOf(page), 'the rollback').toEqual([]);
    expect.soft(await englishOn(dialog), 'the rollback').toEqual([]);
    await dialog.getByRole('button', { name: 'キャンセル' }).click();
    await expect(dialog).toHaveCount(0);
  });

  test('says who may deploy to production to somebody who may not', async ({
    page,
    signInAs,
  }) => {
    await signInAs(REN);
    await openDeployments(page, SERVICE);
    await placeOf(page, 'production')
      .getByRole('button', { name: `production の ${SERVICE} の操作` })
      .click();
    const sync = page.getByRole('menuitem', { name: '同期', exact: true });
    await expect(sync).toBeDisabled();
    await expect(sync).toHaveAccessibleDescription(
      `${SERVICE} に対してこの操作を行う権限がありません。Identity かプラットフォームチームに、実行または権限の付与を依頼してください。`,
    );
    expect.soft(await faultsOf(page), 'the menu').toEqual([]);
    expect
      .soft(await englishOn(page.getByRole('menu')), 'the menu')
      .toEqual([]);
  });
});
