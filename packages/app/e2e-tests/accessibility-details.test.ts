import { randomUUID } from 'node:crypto';
import { faultsInBothThemes } from './support/accessibility';
import { GOOD_VALUES, PortalApi } from './support/api';
import { commitImage, decideNextSync } from './support/control';
import {
  choose,
  openDeployments,
  PATIENCE,
  placeOf,
} from './support/deployments';
import { environment } from './support/environment';
import { place } from './support/pages';
import { AOI, REN, YUKI } from './support/people';
import { comeBack, expect, test } from './support/test';

const OPERATED = 'profile';

const LANGUAGES = [
  {
    locale: 'en-GB',
    failedRun: 'You are not a member of payments',
    figure: /^Lead time/,
    explained: 'Lead time: how it is counted',
    save: 'Save these filters',
    name: 'Name of these filters',
    confirm: 'Save',
    saved: 'Saved filters',
    remove: /^Remove the saved filters/,
    commits: /ahead of staging$/,
    compare: 'Compare on the Git host',
    stop: 'Stop',
    stops: `Stop the operation of ${OPERATED} in production`,
    cancel: 'Cancel',
    fine: 'Healthy · Synced',
    mayNot: 'You may not do this to blog-api.',
  },
  {
    locale: 'ja-JP',
    failedRun: 'You are not a member of payments',
    figure: /^リードタイム/,
    explained: 'リードタイムの算出方法',
    save: 'この条件を保存',
    name: '条件の名前',
    confirm: '保存',
    saved: '保存した条件',
    remove: /^保存した条件「.+」を削除$/,
    commits: /（staging との差）$/,
    compare: 'Git ホストで比較',
    stop: '停止',
    stops: `production の ${OPERATED} の操作を停止`,
    cancel: 'キャンセル',
    fine: '正常 · 同期済み',
    mayNot: 'blog-api に対してこの操作を行う権限がありません。',
  },
];

for (const words of LANGUAGES) {
  test.describe(`in ${words.locale}`, () => {
    test.use({
      atRest: true,
      locale: words.locale,
      contextOptions: { reducedMotion: 'reduce' },
    });

    test('the run of a template that has failed is accessible', async ({
      page,
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
      await comeBack(page, YUKI);
      await page.goto(`/create/tasks/${task}`);
      await expect(page.getByText(words.failedRun).first()).toBeVisible();
      // The end of its log: the beginning is above
      await expect(page.locator('a[href^="#line-"]').last()).toBeVisible();
      expect(await faultsInBothThemes(page)).toEqual([]);
    });

    test('how a figure is counted is accessible', async ({ page }) => {
      await comeBack(page, YUKI);
      const { path, ready } = place('insights');
      await page.goto(path);
      await ready(page);
      await page.getByRole('button', { name: words.figure }).click();
      const explained = page.getByRole('region', { name: words.explained });
      await expect(explained.getByRole('table')).toBeVisible();
      expect(await faultsInBothThemes(page)).toEqual([]);
    });

    test('saving filters is accessible', async ({ page }) => {
      await comeBack(page, YUKI);
      const { path, ready } = place('deployments');
      await page.goto(`${path}?q=blog`);
      await ready(page);
      await page.getByRole('button', { name: words.save }).click();
      await expect(
        page.getByRole('textbox', { name: words.name }),
      ).toBeFocused();
      expect.soft(await faultsInBothThemes(page), 'the form').toEqual([]);

      await page.keyboard.type('Blogs');
      await page
        .getByRole('button', { name: words.confirm, exact: true })
        .click();
      const saved = page.getByRole('list', { name: words.saved });
      await expect(saved.getByRole('link', { name: 'Blogs' })).toBeVisible();
      expect.soft(await faultsInBothThemes(page), 'the list').toEqual([]);
      await saved.getByRole('button', { name: words.remove }).click();
      await expect(saved).toHaveCount(0);
    });

    test('the commits that the next environment lacks are accessible', async ({
      page,
      request,
    }) => {
      await commitImage(request, 'blog-api', { environment: 'dev' });
      await comeBack(page, YUKI);
      await openDeployments(page, 'blog-api');
      const dev = placeOf(page, 'dev');
      await dev.getByRole('button', { name: words.commits }).click(PATIENCE);
      await expect(
        dev.getByRole('link', { name: words.compare }),
      ).toBeVisible();
      expect(await faultsInBothThemes(page)).toEqual([]);
    });

    test('what somebody may not do is accessible', async ({ page }) => {
      await comeBack(page, REN);
      await openDeployments(page, 'blog-api');
      await placeOf(page, 'production')
        .getByRole('button', { name: /^Actions for|の操作$/ })
        .click();
      await expect(
        page.getByRole('menu').getByText(words.mayNot).first(),
      ).toBeVisible();
      expect(await faultsInBothThemes(page)).toEqual([]);
    });

    test('stopping an operation that runs is accessible', async ({
      page,
      request,
    }) => {
      test.setTimeout(240_000);
      await comeBack(page, AOI);
      await openDeployments(page, OPERATED);
      const production = placeOf(page, 'production');
      await decideNextSync(request, OPERATED, 'production', {
        hookSeconds: 20,
      });
      const { tag } = await commitImage(request, OPERATED, {
        environment: 'production',
      });
      const portal = await PortalApi.signIn(
        request,
        environment().MICHI_URL,
        AOI,
      );
      const sync = await portal.post(
        `/api/deploy-status/v1/entities/component/default/${OPERATED}/sync`,
        {
          target: {
            instance: 'production',
            name: OPERATED,
            namespace: 'argocd',
          },
          idempotencyKey: randomUUID(),
          reason: 'To see it run',
          confirm: 'production',
        },
      );
      expect(await sync.json()).toMatchObject({ outcome: 'accepted' });

      const dialog = await choose(page, 'production', words.stop);
      await expect(
        dialog.getByRole('heading', { name: words.stops }),
      ).toBeVisible();
      expect.soft(await faultsInBothThemes(page)).toEqual([]);
      await dialog.getByRole('button', { name: words.cancel }).click();
      await expect(production).toContainText(tag, PATIENCE);
      await expect(production).toContainText(words.fine, PATIENCE);
    });
  });
}
