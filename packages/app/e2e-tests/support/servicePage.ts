import type { Locator, Page } from '@playwright/test';
import { either } from './words';

/** All that a service's page says about one environment. */
export function environmentOn(page: Page, environment: string): Locator {
  return page
    .getByRole('table', { name: either('Deployments', 'デプロイ') })
    .getByRole('rowgroup')
    .filter({
      has: page.getByRole('rowheader', { name: environment, exact: true }),
    });
}
