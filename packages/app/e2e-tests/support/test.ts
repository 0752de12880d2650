import { test as base, expect, type Page } from '@playwright/test';
import { complaintsInLog, logSize, logText } from './backendLog';
import { setLively } from './control';
import type { Person } from './people';
import { secretsHeldBy, secretsOfPortal } from './secrets';
import { STOCK_CONSOLE, STOCK_LOG } from './stockNoise';

interface Options {
  /** What this test provokes in the browser's console, and only that. */
  provokedInConsole: RegExp[];
  /** What this test provokes in the backend's log, and only that. */
  provokedInLog: RegExp[];
  /** Keeps the sandbox's people and accidents still, so that nothing happens but what the test does. */
  atRest: boolean;
}

interface Fixtures extends Options {
  /** Fails the test if the browser's console or the backend's log complain, or the log holds a secret. */
  quiet: void;
  rest: void;
  signInAs(person: Person): Promise<void>;
}

/**
 * Picks a person on the sign-in page and waits for the page behind it.
 *
 * @param url - of the portal, if it is not the one under test
 */
export async function signIn(
  page: Page,
  person: Person,
  url = '/',
): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: person.name }).click();
  await expect(page.getByRole('link', { name: person.name })).toBeVisible();
}

/** Lets the browser remember the person from an earlier visit: pages open without signing in. */
export async function comeBack(page: Page, { ref }: Person): Promise<void> {
  await page.addInitScript(
    remembered => window.localStorage.setItem('michi.signIn', remembered),
    `person:${ref}`,
  );
}

/** Playwright's test, which also fails where the console or the log complain, or the log holds a secret. */
export const test = base.extend<Fixtures>({
  provokedInConsole: [[], { option: true }],
  provokedInLog: [[], { option: true }],
  atRest: [false, { option: true }],

  quiet: [
    async ({ context, provokedInConsole, provokedInLog }, provide) => {
      const heard: string[] = [];
      context.on('console', message => {
        if (message.type() === 'error' || message.type() === 'warning') {
          heard.push(
            `${message.type()}: ${message.text()} (${message.page()?.url()})`,
          );
        }
      });
      context.on('weberror', error => {
        heard.push(`uncaught: ${error.error().stack ?? error.error().message}`);
      });
      const logBegan = logSize();

      await provide();

      const expected = (allowed: RegExp[]) => (line: string) =>
        !allowed.some(pattern => pattern.test(line));
      expect
        .soft(
          heard.filter(expected([...STOCK_CONSOLE, ...provokedInConsole])),
          'the browser console is quiet',
        )
        .toEqual([]);
      expect
        .soft(
          complaintsInLog(logBegan).filter(
            expected([...STOCK_LOG, ...provokedInLog]),
          ),
          'the backend log is quiet',
        )
        .toEqual([]);
      expect
        .soft(
          secretsHeldBy(logText(logBegan), secretsOfPortal()),
          'the backend log holds no secret',
        )
        .toEqual([]);
    },
    { auto: true },
  ],

  rest: [
    async ({ request, atRest }, provide) => {
      if (!atRest) {
        await provide();
        return;
      }
      await setLively(request, false);
      await provide();
      await setLively(request, true);
    },
    { auto: true },
  ],

  signInAs: async ({ page }, provide) => {
    await provide(person => signIn(page, person));
  },
});

export { expect } from '@playwright/test';
