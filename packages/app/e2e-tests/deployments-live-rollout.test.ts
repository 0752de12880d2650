import { commitImage, decideNextSync } from './support/control';
import {
  choose,
  consent,
  openDeployments,
  PATIENCE,
  placeOf,
  timelineOf,
} from './support/deployments';
import { documentLoads } from './support/documentLoads';
import { englishOn } from './support/english';
import { MIHO } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'blog-web';

const LANGUAGES = [
  {
    locale: 'en-US',
    reason: 'The new front page is announced for noon',
    outOfSync: 'Out of sync',
    waits: 'A change waits for production.',
    sync: 'Sync',
    send: 'Sync',
    plan: 'What will change in production',
    commit: /^Commit/,
    image: /^Image blog-web/,
    resources: 'Resources',
    deploying: 'Deploying',
    close: 'Close',
    goesOn: /Deploying for/,
    fine: 'Healthy · Synced',
    succeeded: 'Succeeded',
    details: /details of/,
    refresh: 'Refresh',
  },
  {
    locale: 'ja-JP',
    reason: '新しいトップページを正午に公開します',
    outOfSync: '未同期',
    waits: 'production への反映を待つ変更があります。',
    sync: '同期',
    send: '同期する',
    plan: 'production で変わるもの',
    commit: /^コミット/,
    image: /^イメージ blog-web/,
    resources: 'リソース',
    deploying: 'デプロイしています',
    close: '閉じる',
    goesOn: /デプロイ中（.+経過）/,
    fine: '正常 · 同期済み',
    succeeded: '成功',
    details: /の詳細$/,
    refresh: '再照合',
  },
];

for (const words of LANGUAGES) {
  test.describe(`in ${words.locale}`, () => {
    test.use({ atRest: true, locale: words.locale });

    test('a change that waits for production is deployed and watched until it is healthy', async ({
      page,
      request,
      signInAs,
    }) => {
      test.setTimeout(240_000);
      await signInAs(MIHO);
      await openDeployments(page, SERVICE);
      const loads = documentLoads(page);
      const production = placeOf(page, 'production');
      // Git may have another one by now: somebody of the sandbox promotes, too
      const before = await production.getByRole('cell').first().innerText();
      // Its smoke test takes long enough to be seen
      await decideNextSync(request, SERVICE, 'production', { hookSeconds: 10 });
      const { revision, tag } = await commitImage(request, SERVICE, {
        environment: 'production',
      });
      await expect(production).toContainText(words.outOfSync, PATIENCE);
      await expect(page.getByText(words.waits)).toBeVisible();

      const dialog = await choose(page, 'production', words.sync);
      const plan = dialog.getByRole('region', {
        name: words.plan,
      });
      // From what runs to what was committed
      await expect(plan.getByRole('row', { name: words.commit })).toContainText(
        new RegExp(`[0-9a-f]{7}.*${revision.slice(0, 7)}`),
        PATIENCE,
      );
      await expect(plan.getByRole('row', { name: words.image })).toContainText(
        new RegExp(`${before}.*${tag}`),
      );
      await expect(
        plan.getByRole('list', { name: words.resources }),
      ).toContainText(`Application/${SERVICE}`);

      // Production asks why, and for its name
      const sync = dialog.getByRole('button', {
        name: words.send,
        exact: true,
      });
      await expect(sync).toBeDisabled();
      await consent(dialog, words.reason);
      await sync.click();
      await expect(dialog.getByRole('status')).toHaveText(
        words.deploying,
        PATIENCE,
      );
      await dialog.getByRole('button', { name: words.close }).click();

      // It goes on in its row
      await expect(production).toContainText(words.goesOn);
      if (words.locale === 'ja-JP') {
        // What still runs was deployed for the reason that was given in English
        const reasons = LANGUAGES.map(({ reason }) => reason);
        const english = await englishOn(production);
        expect
          .soft(english.filter(text => !reasons.includes(text)))
          .toEqual([]);
      }
      await expect(production).toContainText(words.fine, PATIENCE);
      await expect(production).toContainText(tag);
      await expect(production).toContainText(MIHO.name);

      const newest = timelineOf(page, 'production').first();
      await expect(newest).toContainText(words.succeeded, PATIENCE);
      await expect(newest).toContainText(MIHO.name);
      await newest.getByRole('button', { name: words.details }).click();
      await expect(newest).toContainText(words.reason);
      // Which images run is known once Argo CD has compared again; she does not wait for it
      await choose(page, 'production', words.refresh);
      await expect(newest).toContainText(`${before} → ${tag}`, PATIENCE);
      expect(loads, 'nothing was loaded anew').toEqual([]);
    });
  });
}
