import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

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
