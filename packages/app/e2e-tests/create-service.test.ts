import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultsInBothThemes } from './support/accessibility';
import { documentLoads } from './support/documentLoads';
import { YUKI } from './support/people';
import { checker, has, repositoriesOnDisk, run } from './support/sandbox';
import { environmentOn } from './support/servicePage';
import { expect, test } from './support/test';

// Another one for each run, so that a portal that stays up can be tested again
const NAME = `trackback-${Date.now().toString(36)}`;

test.describe.serial('creating a service', () => {
  test('goes from the form to a service that is healthy in dev', async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(240_000);
    await signInAs(YUKI);
    const loads = documentLoads(page);
    await page.getByRole('button', { name: 'Create service' }).first().click();

    // The form says what is wrong while one types
    const name = page.getByRole('textbox', { name: /^Name/ });
    const bad: [string, string | RegExp][] = [
      ['a"b', 'Use lower-case letters, digits and single hyphens'],
      ['../x', 'Use lower-case letters, digits and single hyphens'],
      ['${{ secrets.X }}', 'Use lower-case letters, digits and single hyphens'],
      ['ブログのサービス', 'Use lower-case letters, digits and single hyphens'],
      ['a'.repeat(300), 'Use 3 to 40 characters; this name has 300.'],
      ['blog-api', 'The catalog already has a component blog-api.'],
    ];
    for (const [value, message] of bad) {
      await name.fill(value);
      await expect(page.getByText(message)).toBeVisible();
    }
    await name.fill(NAME);
    await expect(
      page.getByText('The name is free in the catalog.'),
    ).toBeVisible();

    await page
      .getByRole('textbox', { name: /^What it is for/ })
      .fill('Tells a blog that another blog links to it');
    // Her own team is chosen already, and there is nobody else's
    const team = page.getByRole('combobox', { name: /^Team/ });
    await expect(team).toHaveValue('group:default/blog');
    await expect(team.getByRole('option')).toHaveCount(2);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByRole('spinbutton', { name: /^Port/ })).toHaveValue(
      '8080',
    );
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    // The run, to its end
    await expect(page.getByText('Check the name and the team')).toBeVisible();
    expect.soft(await faultsInBothThemes(page), 'as it runs').toEqual([]);
    const open = page.getByRole('link', { name: 'Open the service' });
    await expect(open).toBeVisible({ timeout: 60_000 });
    expect.soft(await faultsInBothThemes(page), 'at its end').toEqual([]);
    await open.click();

    // Its page, which changes by itself
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    const dev = environmentOn(page, 'dev');
    await expect(dev).toContainText('Healthy', { timeout: 120_000 });
    await expect(dev).toContainText(/0\.1\.1/, { timeout: 120_000 });
    expect(loads, 'nothing was loaded anew').toEqual([]);
  });

  test.describe('leaves a repository on disk', () => {
    let folder: string;

    test.beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'michi-clone-'));
    });
    test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('that can be cloned', () => {
      const bare = repositoriesOnDisk().get(NAME);
      expect(bare, 'the repository is on disk').toBeDefined();
      run('git', ['clone', '--quiet', bare ?? '', folder]);
      expect(run('git', ['log', '--format=%s'], folder)).toContain(
        `Create ${NAME}`,
      );
    });

    test('whose Go code passes its own tests', () => {
      needsGo();
      run('go', ['vet', './...'], folder);
      run('go', ['test', './...'], folder);
    });

    test('whose Actions file passes actionlint', () => {
      needsGo();
      run(checker('actionlint'), [], folder);
    });
  });
});

/** The checks of what was created need Go; without it they are skipped by name, but not in CI. */
function needsGo() {
  const there = has('go');
  test.skip(!there && !process.env.CI, 'Go is not installed');
  expect(there, 'CI has Go').toBe(true);
}
