import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Parts that stock Backstage draws; each with the reason why it is left out. */
const STOCK: string[] = [
  // The sort labels of Backstage's table (material-table) are buttons within buttons
  '.MuiTableSortLabel-root',
  // The tabs of Backstage's page header name panels that are not on the page
  '[role="tab"][id^="react-aria"]',
  // The details of a template's card are a link without a name within a button
  '[id^="viewDetail-template:"]',
  // The results of Backstage's search are items without a list
  '.MuiListItem-divider',
  // Swagger UI draws what an API offers
  '.swagger-ui',
  // The spinner of the catalog's graph, which comes late, has no name; ours are no spinners
  '.MuiCircularProgress-root',
  // The bar above the steps of a template's run has no name
  '.MuiLinearProgress-root',
  // In its log the numbers of the lines are rows without a table, the colours are the
  // same in both themes, and the button that filters has no name
  '[role="row"][href^="#line-"]',
  '[role="row"][href^="#line-"] ~ *',
  '.MuiTextField-root + .MuiIconButton-sizeSmall',
];

/** Every fault against WCAG 2.1 AA that axe finds on the page as it is, however grave it calls it. */
export async function faultsOf(page: Page): Promise<string[]> {
  let axe = new AxeBuilder({ page }).withTags([
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
  ]);
  for (const selector of STOCK) axe = axe.exclude(selector);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, html }) =>
        `${id}: ${help}: ${target.join(' ')}: ${html.slice(0, 120)}`,
    ),
  );
}

/**
 * Every fault of the page in the light and in the dark theme, which it changes
 * to as it is: with the same dialog open, in the same state.
 */
export async function faultsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    // Half faded colours have another contrast
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(one => one instanceof CSSTransition)
          .map(({ finished }) => finished),
      ),
    );
    const faults = await faultsOf(page);
    found.push(...faults.map(fault => `${colorScheme}: ${fault}`));
  }
  return found;
}
