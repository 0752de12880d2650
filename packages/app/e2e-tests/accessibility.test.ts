import type { Page } from '@playwright/test';
import { faultsOf } from './support/accessibility';
import { commitImage } from './support/control';
import {
  choose,
  consent,
  openDeployments,
  PATIENCE,
  placeOf,
} from './support/deployments';
import { PLACES, type Place } from './support/pages';
import { MIHO, YUKI } from './support/people';
import { comeBack, expect, test } from './support/test';

/** Names depend on the language and contrast on the colours; nothing on both. */
const READERS = [
  { reader: 'in English, light', locale: 'en-GB', colorScheme: 'light' },
  { reader: 'in English, dark', locale: 'en-GB', colorScheme: 'dark' },
  { reader: 'in Japanese', locale: 'ja-JP', colorScheme: 'light' },
] as const;

const SIGN_IN: Place = {
  name: 'sign-in',
  path: '/',
  ready: page =>
    expect(page.getByRole('button', { name: YUKI.name })).toBeVisible(),
};

/** What is still on its way is waited for: the spinners are stock Backstage's. */
async function open(page: Page, { path, ready }: Place): Promise<void> {
  await page.goto(path);
  await ready(page);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('[role="progressbar"]')).toHaveCount(0);
}

for (const { reader, locale, colorScheme } of READERS) {
  test.describe(reader, () => {
    test.use({
      locale,
      colorScheme,
      contextOptions: { reducedMotion: 'reduce' },
    });

    for (const place of [SIGN_IN, ...PLACES]) {
      test(`the ${place.name} page is accessible`, async ({ page }) => {
        if (place !== SIGN_IN) await comeBack(page, YUKI);
        await open(page, place);

        expect(await faultsOf(page)).toEqual([]);
        await expect(page.locator('html')).toHaveAttribute(
          'lang',
          locale.slice(0, 2),
        );
      });
    }
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`what people can do, ${colorScheme}`, () => {
    test.use({
      atRest: true,
      colorScheme,
      contextOptions: { reducedMotion: 'reduce' },
    });

    test('the menu and the dialogs are accessible', async ({
      page,
      request,
    }) => {
      test.setTimeout(240_000);
      await comeBack(page, MIHO);
      await openDeployments(page, 'blog-api');
      // So that dev is ahead of staging, and there is something to promote
      const { tag } = await commitImage(request, 'blog-api', {
        environment: 'dev',
      });
      const dialog = page.getByRole('dialog');
      const look = async (what: string) => {
        expect.soft(await faultsOf(page), what).toEqual([]);
      };
      const cancel = async () => {
        await dialog.getByRole('button', { name: 'Cancel' }).click();
        await expect(dialog).toHaveCount(0);
      };

      await placeOf(page, 'production')
        .getByRole('button', { name: /^Actions for/ })
        .click();
      await expect(page.getByRole('menu')).toBeVisible();
      await look('the menu');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);

      await choose(page, 'production', 'Sync');
      await dialog.getByRole('radio', { name: 'Only some resources' }).check();
      await look('a sync of nothing yet');
      await dialog.getByRole('checkbox').first().check();
      await dialog
        .getByRole('checkbox', { name: 'Also delete what is no longer in Git' })
        .check();
      // Nothing waits there, which it says in place of what it asks for
      await expect(dialog.getByRole('alert')).toBeVisible(PATIENCE);
      await look('a sync of some resources');
      await cancel();

      await page
        .getByRole('button', { name: /^Roll back production to/ })
        .first()
        .click();
      await consent(dialog, 'Only to see the dialog');
      await look('a rollback');
      await cancel();

      await page
        .getByRole('button', { name: /^Roll back dev to/ })
        .last()
        .click();
      await expect(dialog.getByRole('alert')).toBeVisible(PATIENCE);
      await look('a rollback that auto-sync would undo');
      await cancel();

      await page
        .getByRole('button', { name: `Promote ${tag} to staging` })
        .click(PATIENCE);
      await expect(dialog).toContainText(
        'deploy/staging/application.yaml',
        PATIENCE,
      );
      await look('a promotion');
      await cancel();
    });
  });
}
