import type { Locator, Page } from '@playwright/test';

/** All that a service's page says about one environment. */
export function environmentOn(page: Page, environment: string): Locator {
  return page
    .getByRole('table', { name: 'Deployments' })
    .getByRole('rowgroup')
    .filter({
      has: page.getByRole('rowheader', { name: environment, exact: true }),
    });
}
