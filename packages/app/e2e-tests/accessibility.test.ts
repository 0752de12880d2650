import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { consent, openDeployments } from './support/deployments';
import { place } from './support/pages';
import { MIHO, YUKI } from './support/people';
import { expect, test } from './support/test';

/** Parts that stock Backstage draws; each with the reason why it is left out. */
const STOCK: string[] = [
  // The sort labels of Backstage's table (material-table) are buttons within buttons
  '.MuiTableSortLabel-root',
  // The tabs of Backstage's page header name panels that are not on the page
  '[role="tab"][id^="react-aria"]',
];

/** What axe finds on the page that keeps somebody from using it. */
async function graveFaults(page: Page): Promise<string[]> {
  let axe = new AxeBuilder({ page }).withTags([
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
  ]);
  for (const selector of STOCK) axe = axe.exclude(selector);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(node => `${id}: ${help}: ${node.target.join(' ')}`),
    );
}

const NAMES = [
  'home',
  'catalog',
  'service',
  'service-deployments',
  'deployments',
  'insights',
  'argocd',
  'team-deployments',
  'create',
];

for (const name of NAMES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the ${name} page is accessible, ${colorScheme}`, async ({
      page,
      signInAs,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await signInAs(YUKI);
      const { path, ready } = place(name);
      await page.goto(path);
      await ready(page);
      await page.waitForLoadState('networkidle');

      expect(await graveFaults(page)).toEqual([]);
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the dialog of a rollback is accessible, ${colorScheme}`, async ({
    page,
    signInAs,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signInAs(MIHO);
    await openDeployments(page, 'blog-api');
    await page
      .getByRole('button', { name: /^Roll back production to/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await consent(dialog, 'Only to see the dialog');
    expect(await graveFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
  });
}
