import type { Locator, Page } from '@playwright/test';
import { expect } from './test';
import { either } from './words';

/** What a machine with two busy cores may need for a rollout. */
export const PATIENCE = { timeout: 60_000 };

/** Where a service's tab with its deployments is. */
export const deploymentsOf = (service: string) =>
  `/catalog/default/component/${service}/deployments`;

/** All that the tab says about one environment. */
export function placeOf(page: Page, environment: string): Locator {
  return page
    .getByRole('table', { name: either('Environments', '環境') })
    .getByRole('rowgroup')
    .filter({
      has: page.getByRole('rowheader', { name: environment, exact: true }),
    });
}

/** The deployments of the timeline to one environment, newest first, each with its open details. */
export function timelineOf(page: Page, environment: string): Locator {
  return page
    .getByRole('table', {
      name: either('Deployments, newest first', 'デプロイ（新しい順）'),
    })
    .getByRole('rowgroup')
    .filter({
      has: page.getByRole('cell', { name: environment, exact: true }),
    });
}

/** Opens the tab and waits until it is all there. */
export async function openDeployments(
  page: Page,
  service: string,
): Promise<void> {
  await page.goto(deploymentsOf(service));
  await expect(placeOf(page, 'production')).toContainText(
    /Healthy|正常/,
    PATIENCE,
  );
  await expect(timelineOf(page, 'production').first()).toBeVisible(PATIENCE);
}

/** Chooses from the menu of an environment's row. */
export async function choose(
  page: Page,
  environment: string,
  action: string,
): Promise<Locator> {
  await placeOf(page, environment)
    .getByRole('button', { name: /^Actions for|の操作$/ })
    .click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
  return page.getByRole('dialog');
}

/** Writes what production asks for. The button to press then is the test's own. */
export async function consent(dialog: Locator, reason: string): Promise<void> {
  await dialog.getByRole('textbox', { name: /^(Reason|理由)/ }).fill(reason);
  await dialog
    .getByRole('textbox', {
      name: /^(Type production to confirm|確認のため「production」と入力)/,
    })
    .fill('production');
}
