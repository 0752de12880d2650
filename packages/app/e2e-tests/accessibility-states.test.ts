import type { Page } from '@playwright/test';
import { faultsInBothThemes } from './support/accessibility';
import { withFault } from './support/control';
import { deploymentsOf, PATIENCE, placeOf } from './support/deployments';
import { place } from './support/pages';
import { YUKI } from './support/people';
import { comeBack, expect, test } from './support/test';

const SERVICE = 'blog-api';
const SERVICE_PAGES = [
  `/catalog/default/component/${SERVICE}`,
  deploymentsOf(SERVICE),
];

const LANGUAGES = [
  {
    locale: 'en-GB',
    notAnnotated: 'Michi does not know this service’s Argo CD Application',
    missing: `No Argo CD has an Application named ${SERVICE}`,
    waiting: 'Argo CD has not answered yet',
    notConfigured: 'No Argo CD is configured',
    denied: 'You may not see this',
    gone: 'Argo CD does not answer.',
    fine: 'Healthy · Synced',
  },
  {
    locale: 'ja-JP',
    notAnnotated: 'このサービスに対応する Argo CD Application がわかりません',
    missing: `${SERVICE} という Application はどの Argo CD にもありません`,
    waiting: 'Argo CD の応答を待っています',
    notConfigured: 'Argo CD が設定されていません',
    denied: '表示する権限がありません',
    gone: 'Argo CD が応答しません。',
    fine: '正常 · 同期済み',
  },
];

/** Alters on its way what the portal answers about the service: the example organisation has none like it. */
async function answerInstead(
  page: Page,
  answer: (real: Record<string, unknown>) => {
    status?: number;
    json: Record<string, unknown>;
  },
): Promise<void> {
  await page.route(`**/component/default/${SERVICE}/status`, async route => {
    const real = await (await route.fetch()).json();
    await route.fulfill(answer(real));
  });
}

for (const words of LANGUAGES) {
  test.describe(`in ${words.locale}`, () => {
    test.use({
      atRest: true,
      locale: words.locale,
      contextOptions: { reducedMotion: 'reduce' },
    });

    for (const [state, title] of [
      ['not-annotated', words.notAnnotated],
      ['missing', words.missing],
      ['waiting', words.waiting],
      ['not-configured', words.notConfigured],
    ] as const) {
      test(`a service that is ${state} is accessible`, async ({ page }) => {
        await answerInstead(page, real => ({
          json: { ...real, state, applications: [] },
        }));
        await comeBack(page, YUKI);
        for (const path of SERVICE_PAGES) {
          await page.goto(path);
          await expect(page.getByText(title)).toBeVisible();
          expect(await faultsInBothThemes(page), path).toEqual([]);
        }
      });
    }

    test.describe('a service that somebody may not see', () => {
      test.use({ provokedInConsole: [/status of 403/] });

      test('is accessible', async ({ page }) => {
        const error = { name: 'NotAllowedError', message: 'Unauthorized' };
        await answerInstead(page, () => ({
          status: 403,
          json: { error, response: { statusCode: 403 } },
        }));
        await comeBack(page, YUKI);
        for (const path of SERVICE_PAGES) {
          await page.goto(path);
          await expect(page.getByText(words.denied)).toBeVisible();
          expect(await faultsInBothThemes(page), path).toEqual([]);
        }
      });
    });

    test.describe('an Argo CD that does not answer', () => {
      // The portal says once in its log that an instance is gone
      test.use({ provokedInLog: [/staging/] });

      test('leaves the pages accessible', async ({ page, request }) => {
        test.setTimeout(240_000);
        await comeBack(page, YUKI);
        await page.goto(deploymentsOf(SERVICE));
        const staging = placeOf(page, 'staging');
        await expect(staging).toContainText(words.fine, PATIENCE);
        await withFault(
          request,
          'argocd-staging',
          { kind: 'reset' },
          async () => {
            await expect(staging).toContainText(words.gone, PATIENCE);
            for (const path of [
              ...SERVICE_PAGES,
              ...['home', 'deployments', 'argocd'].map(
                name => place(name).path,
              ),
            ]) {
              await page.goto(path);
              await expect(
                page
                  .getByRole('main')
                  .getByText(/staging/)
                  .first(),
              ).toBeVisible();
              await page.waitForLoadState('networkidle');
              expect.soft(await faultsInBothThemes(page), path).toEqual([]);
            }
          },
        );
        await page.goto(deploymentsOf(SERVICE));
        await expect(staging).not.toContainText(words.gone, PATIENCE);
        await expect(staging).toContainText(words.fine);
      });
    });
  });
}
