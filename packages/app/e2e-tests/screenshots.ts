import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { place } from './support/pages';
import { YUKI } from './support/people';
import { environmentOn } from './support/servicePage';
import { expect, test } from './support/test';

/*
 * Writes the screenshots of docs/images. With a portal that runs:
 *
 *   MICHI_SCREENSHOTS=1 MICHI_URL=http://localhost:7007 MICHI_STATE=.michi yarn playwright test
 */

const FOLDER = path.resolve(__dirname, '../../../docs/images');
/** They are in the repository for good, so they are kept small. */
const LARGEST_BYTES = 120_000;

async function take(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${name}.webp`);
  // Chromium itself writes WebP, a third of the size of a PNG; Playwright does not
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 90,
  });
  writeFileSync(file, Buffer.from(data, 'base64'));
  expect
    .soft(statSync(file).size, `${file} is small`)
    .toBeLessThan(LARGEST_BYTES);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages, ${colorScheme}`, async ({ page, signInAs }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signInAs(YUKI);
    for (const name of [
      'home',
      'catalog',
      'service',
      'service-deployments',
      'deployments',
      'insights',
    ]) {
      const { path: where, ready } = place(name);
      await page.goto(where);
      await ready(page);
      await take(page, `${name}-${colorScheme}`);
    }

    const { path: form, ready } = place('create');
    await page.goto(form);
    await ready(page);
    const name = colorScheme === 'light' ? 'reading-list' : 'link-preview';
    await page.getByRole('textbox', { name: /^Name/ }).fill(name);
    await page
      .getByRole('textbox', { name: /^What it is for/ })
      .fill('Keeps the posts that a reader wants to read later');
    await expect(
      page.getByText('The name is free in the catalog.'),
    ).toBeVisible();
    await take(page, `create-${colorScheme}`);

    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    const open = page.getByRole('link', { name: 'Open the service' });
    await expect(open).toBeVisible({ timeout: 60_000 });
    await take(page, `run-${colorScheme}`);

    await open.click();
    await expect(environmentOn(page, 'dev')).toContainText('Healthy', {
      timeout: 120_000,
    });
    await take(page, `created-${colorScheme}`);
  });
}
