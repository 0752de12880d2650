import type { Locator, Page } from '@playwright/test';
import { closePullRequest } from './support/control';
import {
  choose,
  consent,
  openDeployments,
  PATIENCE,
  placeOf,
  timelineOf,
} from './support/deployments';
import { englishOn } from './support/english';
import { MIHO } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'blog-editor';

const LANGUAGES = [
  {
    locale: 'en-US',
    back: /^Roll back production to (.+)$/,
    plan: 'What will change in production',
    reason: 'Drafts are lost since this morning',
    send: 'Roll back',
    done: 'Rolled back and healthy in production',
    gitSays: 'Git still says what ran before',
    close: 'Close',
    rolledBack: 'Rolled back',
    sync: 'Sync',
    mended: 'Drafts are safe again',
    sendSync: 'Sync',
    deployed: `${SERVICE} is deployed and healthy in production`,
    fine: 'Healthy · Synced',
    backInDev: /^Roll back dev to (.+)$/,
    undone: 'Auto-sync would undo it at once',
    offer: /^Open a pull request that puts/,
    title: new RegExp(`^Put ${SERVICE} .* back`),
    open: 'Open pull request',
    link: /^Open the pull request/,
  },
  {
    locale: 'ja-JP',
    back: /^production を (.+) にロールバック$/,
    plan: 'production で変わるもの',
    reason: '今朝から下書きが失われています',
    send: 'ロールバックする',
    done: 'production をロールバックしました。正常に動いています',
    gitSays: 'Git にはロールバック前の内容が残っています',
    close: '閉じる',
    rolledBack: 'ロールバック',
    sync: '同期',
    mended: '下書きが失われなくなりました',
    sendSync: '同期する',
    deployed: `production の ${SERVICE} をデプロイしました。正常に動いています`,
    fine: '正常 · 同期済み',
    backInDev: /^dev を (.+) にロールバック$/,
    undone: '自動同期によりすぐに元へ戻されます',
    offer: /に戻すプルリクエストを作成$/,
    title: new RegExp(`^dev の ${SERVICE} を .+ に戻す$`),
    open: 'プルリクエストを作成',
    link: /^プルリクエストを開く/,
  },
];

/** The newest deployment of another version than what runs: the same may have been deployed twice. */
async function wayBack(
  page: Page,
  environment: string,
  label: RegExp,
): Promise<{ back: Locator; version: string }> {
  const runs = await placeOf(page, environment).innerText();
  const ways = await page.getByRole('button', { name: label }).all();
  for (const back of ways) {
    const name = (await back.getAttribute('aria-label')) ?? '';
    const version = label.exec(name)?.[1] ?? '';
    if (!runs.includes(version)) return { back, version };
  }
  throw new Error(`There is no other version to go back to in ${environment}`);
}

for (const words of LANGUAGES) {
  test.describe(`in ${words.locale}`, () => {
    test.use({ atRest: true, locale: words.locale });

    test('production goes back to an earlier deployment', async ({
      page,
      signInAs,
    }) => {
      test.setTimeout(240_000);
      await signInAs(MIHO);
      await openDeployments(page, SERVICE);
      const { back, version } = await wayBack(page, 'production', words.back);
      await back.click();

      const dialog = page.getByRole('dialog');
      await expect(
        dialog.getByRole('region', { name: words.plan }),
      ).toContainText(version, PATIENCE);
      await consent(dialog, words.reason);
      await dialog
        .getByRole('button', { name: words.send, exact: true })
        .click();
      await expect(dialog.getByRole('status')).toHaveText(words.done, {
        timeout: 120_000,
      });
      // What is not obvious: Git does not know of it
      await expect(dialog).toContainText(words.gitSays);
      if (words.locale === 'ja-JP') {
        expect.soft(await englishOn(dialog)).toEqual([]);
      }
      await dialog.getByRole('button', { name: words.close }).click();

      const production = placeOf(page, 'production');
      await expect(production).toContainText(version, PATIENCE);
      const newest = timelineOf(page, 'production').first();
      await expect(newest).toContainText(words.rolledBack, PATIENCE);
      await expect(newest).toContainText(MIHO.name);

      // As it says, the next sync deploys what Git says
      await choose(page, 'production', words.sync);
      await consent(dialog, words.mended);
      await dialog
        .getByRole('button', { name: words.sendSync, exact: true })
        .click();
      await expect(dialog.getByRole('status')).toHaveText(words.deployed, {
        timeout: 120_000,
      });
      await dialog.getByRole('button', { name: words.close }).click();
      await expect(production).toContainText(words.fine, PATIENCE);
    });

    test('where Argo CD would undo it, the way back is a pull request', async ({
      page,
      request,
      signInAs,
    }) => {
      test.setTimeout(240_000);
      await signInAs(MIHO);
      await openDeployments(page, SERVICE);
      const { back } = await wayBack(page, 'dev', words.backInDev);
      await back.click();

      const dialog = page.getByRole('dialog');
      const obstacle = dialog.getByRole('alert');
      await expect(obstacle).toContainText(words.undone, PATIENCE);
      await obstacle.getByRole('button', { name: words.offer }).click();
      await expect(
        dialog.getByRole('heading', { name: words.title }),
      ).toBeVisible();
      await expect(dialog).toContainText(
        'deploy/dev/application.yaml',
        PATIENCE,
      );
      if (words.locale === 'ja-JP') {
        expect.soft(await englishOn(dialog)).toEqual([]);
      }
      await dialog
        .getByRole('button', { name: words.open, exact: true })
        .click();
      const link = dialog.getByRole('link', { name: words.link });
      await expect(link).toBeVisible(PATIENCE);
      const address = (await link.getAttribute('href')) ?? '';
      expect(address).toMatch(new RegExp(`/hanabi/${SERVICE}/pull/\\d+$`));
      await closePullRequest(request, address);
    });
  });
}
