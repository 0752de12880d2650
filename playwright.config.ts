import { defineConfig } from '@playwright/test';
import { findChromium } from './packages/app/e2e-tests/support/chromium';
import { environment } from './packages/app/e2e-tests/support/environment';

/**
 * The tests in a real browser against a portal that runs, sandbox included.
 * `npm test -- e2e` starts one on free ports and sets MICHI_URL and MICHI_STATE.
 */
export default defineConfig({
  testDir: './packages/app/e2e-tests',
  globalSetup: './packages/app/e2e-tests/support/globalSetup.ts',
  outputDir: './.michi/e2e-results',
  forbidOnly: Boolean(process.env.CI),
  // One portal and two cores: tests that run side by side would only wait for each other
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: environment().MICHI_URL,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Asia/Tokyo',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: environment().MICHI_SCREENSHOTS
    ? [{ name: 'screenshots', testMatch: 'screenshots.ts' }]
    : [{ name: 'portal', testMatch: '*.test.ts' }],
});
