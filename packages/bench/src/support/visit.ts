import type {
  Browser,
  BrowserContextOptions,
  Page,
  Response,
} from '@playwright/test';
import { gzipSync } from 'node:zlib';

/** What one visit of one page costs a browser that has never been there. */
export interface Visit {
  /** JavaScript as transferred, gzip, in kB (1,000 bytes). */
  jsGzipKb: number;
  /** Largest contentful paint, in milliseconds after the navigation began. */
  lcpMs: number;
}

/** Where to go, and by what to tell that the page is there. */
export interface Place {
  path: string;
  /** The role and accessible name of something that is there once the data is. */
  shows: { role: 'heading' | 'link'; name: string };
}

export const VIEWPORT = { width: 1280, height: 800 };

/** The size on the wire where the server compressed; what it would be where not. */
async function gzipBytes(response: Response): Promise<number> {
  const encoding = await response.headerValue('content-encoding');
  if (encoding === 'gzip') {
    return (await response.request().sizes()).responseBodySize;
  }
  return gzipSync(await response.body()).length;
}

/** Waits until the page shows what it is about. */
export async function isThere(tab: Page, { shows }: Place): Promise<void> {
  await tab
    .getByRole(shows.role, { name: shows.name, exact: true })
    .first()
    .waitFor();
}

/**
 * Visits a page in a fresh browser context (no cache) that is signed in.
 *
 * @param storageState - what the browser keeps of having signed in
 */
export async function visit(
  browser: Browser,
  baseUrl: string,
  place: Place,
  storageState: BrowserContextOptions['storageState'],
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: VIEWPORT,
    storageState,
  });
  try {
    const tab = await context.newPage();
    const scripts: Response[] = [];
    tab.on('response', response => {
      if (response.request().resourceType() === 'script')
        scripts.push(response);
    });
    await tab.goto(place.path);
    await isThere(tab, place);
    await tab.waitForLoadState('networkidle');

    const lcpMs = await tab.evaluate(
      () =>
        new Promise<number>(resolve => {
          new PerformanceObserver(list => {
            // Each entry is larger than the one before
            const last = list.getEntries().at(-1);
            if (last) resolve(last.startTime);
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    const sizes = await Promise.all(scripts.map(gzipBytes));
    return {
      jsGzipKb: sizes.reduce((sum, size) => sum + size, 0) / 1000,
      lcpMs,
    };
  } finally {
    await context.close();
  }
}
