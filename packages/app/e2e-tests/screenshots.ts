import path from 'node:path';
import { statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { place } from './support/pages';
import { YUKI } from './support/people';
import { expect, test } from './support/test';

const FOLDER = path.resolve(__dirname, '../../../docs/images');
/** They are in the repository for good, so they are kept small. */
const LARGEST_BYTES = 120_000;

async function take(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  const file = path.join(FOLDER, `${name}.png`);
  await page.screenshot({
    path: file,
    animations: 'disabled',
    caret: 'hide',
  });
  expect(statSync(file).size, `${file} is small`).toBeLessThan(LARGEST_BYTES);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages, ${colorScheme}`, async ({ page, signInAs }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signInAs(YUKI);
    for (const name of ['home', 'catalog', 'service', 'create']) {
      const { path: where, ready } = place(name);
      await page.goto(where);
      await ready(page);
      await take(page, `${name}-${colorScheme}`);
    }
  });
}
