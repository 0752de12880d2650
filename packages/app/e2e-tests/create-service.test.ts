import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { YUKI } from './support/people';
import { has, repositoriesOnDisk, run } from './support/sandbox';
import { expect, test } from './support/test';

// Another one for each run, so that a portal that stays up can be tested again
const NAME = `trackback-${Date.now().toString(36)}`;

/** Every load of a document in this page from now on. */
function documentLoads(page: Page): string[] {
  const loads: string[] = [];
  page.on('request', request => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      loads.push(request.url());
    }
  });
  return loads;
}

test.describe.serial('creating a service', () => {
  test('goes from the form to a service that is healthy in dev', async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(240_000);
    await signInAs(YUKI);
    const loads = documentLoads(page);
    await page.getByRole('link', { name: 'Create service' }).first().click();

    // The form says what is wrong while one types
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Trackback Service');
    await expect(page.getByText(/lower-?case/i).first()).toBeVisible();
    await name.fill('blog-api');
    await expect(page.getByText(/already/i).first()).toBeVisible();
    await name.fill(NAME);
    await expect(page.getByText(/already/i)).toHaveCount(0);

    await page
      .getByRole('textbox', { name: 'What it is for' })
      .fill('Tells a blog that another blog links to it');
    await page.getByRole('combobox', { name: 'Team' }).click();
    // Her own team, and nobody else's
    await expect(page.getByRole('option', { name: /payments/i })).toHaveCount(
      0,
    );
    await page.getByRole('option', { name: /blog/i }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByRole('spinbutton', { name: 'Port' })).toHaveValue(
      '8080',
    );
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    // The run, to its end
    const open = page.getByRole('link', { name: 'Open the service' });
    await expect(open).toBeVisible({ timeout: 60_000 });
    await open.click();

    // Its page, which changes by itself
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    const dev = page.getByRole('row', { name: /dev/ }).first();
    await expect(dev).toContainText('Healthy', { timeout: 120_000 });
    await expect(dev).toContainText(/0\.1\.1/, { timeout: 120_000 });
    expect(loads, 'nothing was loaded anew').toEqual([]);
  });

  test('leaves a repository whose code and pipeline pass their checks', async () => {
    const bare = repositoriesOnDisk().get(NAME);
    expect(bare, 'the repository is on disk').toBeDefined();
    const folder = mkdtempSync(path.join(tmpdir(), 'michi-clone-'));
    try {
      run('git', ['clone', '--quiet', bare ?? '', folder]);
      expect(run('git', ['log', '--format=%s'], folder)).toContain(
        `Create ${NAME}`,
      );

      const goThere = has('go');
      test.skip(
        !goThere && !process.env.CI,
        'Go is not installed: the tests of the created service did not run',
      );
      expect(goThere, 'CI has Go').toBe(true);
      run('go', ['vet', './...'], folder);
      run('go', ['test', './...'], folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
