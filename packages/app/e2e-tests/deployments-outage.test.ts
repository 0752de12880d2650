import { faultsOf } from './support/accessibility';
import { withFault } from './support/control';
import { openDeployments, PATIENCE, placeOf } from './support/deployments';
import { englishOn } from './support/english';
import { YUKI } from './support/people';
import { place } from './support/pages';
import { expect, test } from './support/test';

const LANGUAGES = [
  {
    locale: 'en-US',
    gone: 'Argo CD does not answer.',
    known: 'Last known state',
    fine: 'Healthy · Synced',
  },
  {
    locale: 'ja-JP',
    gone: 'Argo CD が応答しません。',
    known: '最後に確認できた状態です',
    fine: '正常 · 同期済み',
  },
];

for (const { locale, gone, known, fine } of LANGUAGES) {
  test.describe(`in ${locale}`, () => {
    test.use({
      atRest: true,
      locale,
      // The portal says once in its log that an instance is gone
      provokedInLog: [/staging/],
    });

    test('an Argo CD dies and comes back while the pages are open', async ({
      page,
      context,
      request,
      signInAs,
    }) => {
      test.setTimeout(240_000);
      await signInAs(YUKI);
      await openDeployments(page, 'blog-api');
      const staging = placeOf(page, 'staging');
      const production = placeOf(page, 'production');
      await expect(staging).toContainText(fine, PATIENCE);
      const version =
        /\d+\.\d+\.\d+/.exec(await staging.innerText())?.[0] ?? '';

      const all = await context.newPage();
      const { path, ready } = place('deployments');
      await all.goto(path);
      await ready(all);
      const silent = all.getByRole('status').filter({ hasText: gone });
      await expect(silent).toHaveCount(0);

      await withFault(
        request,
        'argocd-staging',
        { kind: 'reset' },
        async () => {
          await expect(staging).toContainText(gone, PATIENCE);
          // What was known stays, and says from when it is
          await expect(staging).toContainText(known);
          await expect(staging).toContainText(version);
          await expect(production).not.toContainText(gone);

          await expect(silent).toContainText('staging', PATIENCE);
          await expect(silent).not.toContainText('production');
          await ready(all);
          expect.soft(await faultsOf(page)).toEqual([]);
          expect.soft(await faultsOf(all)).toEqual([]);
          if (locale === 'ja-JP') {
            expect.soft(await englishOn(staging)).toEqual([]);
            expect.soft(await englishOn(silent)).toEqual([]);
          }
        },
      );

      await expect(staging).not.toContainText(gone, PATIENCE);
      await expect(staging).toContainText(fine);
      await expect(silent).toHaveCount(0, PATIENCE);
    });
  });
}
