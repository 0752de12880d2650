import AxeBuilder from '@axe-core/playwright';
import { place } from './support/pages';
import { YUKI } from './support/people';
import { expect, test } from './support/test';

/** Parts that stock Backstage draws; each with the reason why it is left out. */
const STOCK: string[] = [
  // The sort labels of Backstage's table (material-table) are buttons within buttons
  '.MuiTableSortLabel-root',
  // The tabs of Backstage's page header name panels that are not on the page
  '[role="tab"][id^="react-aria"]',
];

for (const name of ['home', 'catalog', 'service', 'create']) {
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

      let axe = new AxeBuilder({ page }).withTags([
        'wcag2a',
        'wcag2aa',
        'wcag21a',
        'wcag21aa',
      ]);
      for (const selector of STOCK) axe = axe.exclude(selector);
      const { violations } = await axe.analyze();
      const grave = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, help, nodes }) =>
          nodes.map(node => `${id}: ${help}: ${node.target.join(' ')}`),
        );
      expect(grave).toEqual([]);
    });
  }
}
