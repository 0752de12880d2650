import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import {
  SIDES,
  startBackend,
  type RunningBackend,
  type Side,
} from './support/backend';
import { PERSON, waitForCatalog } from './support/catalog';
import { readSetup, ROOT, say } from './support/setup';
import { median, round } from './support/statistics';
import {
  isThere,
  visit,
  VIEWPORT,
  type Place,
  type Visit,
} from './support/visit';

const PAGES: Record<string, Place> = {
  catalog: {
    path: '/catalog?filters[kind]=component&filters[user]=all',
    shows: { role: 'link', name: 'blog-api' },
  },
  service: {
    path: '/catalog/default/component/blog-api',
    // The title is there long before the cards are
    shows: { role: 'heading', name: 'About' },
  },
};

const SERVICES = ['blog-api', 'blog-web', 'blog-editor', 'comment-service'];

/** Builds the app without our plugins; ours is built by `npm run bench` itself. */
async function buildBareApp(folder: string) {
  const logFile = path.join(folder, 'bare-app-build.log');
  const log = openSync(logFile, 'w');
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
      '--config',
      path.join(ROOT, 'app-config.yaml'),
    ],
    {
      cwd: path.join(ROOT, 'packages/bench-bare-app'),
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', log, log],
    },
  );
  const [code] = await once(child, 'exit');
  closeSync(log);
  if (code !== 0) {
    throw new Error(
      `The app without our plugins did not build, see ${logFile}`,
    );
  }
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs in and looks around once, which also warms the backend's caches. */
async function firstLook(
  browser: Browser,
  side: Side,
  url: string,
): Promise<StorageState> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: VIEWPORT,
  });
  const tab = await context.newPage();
  const [first, ...others] = Object.values(PAGES);
  if (!first) throw new Error('There is no page to look at');
  await tab.goto(first.path);
  // Both remember the choice, so that later visits go straight to the page
  await tab
    .getByRole('button', { name: side === 'ours' ? PERSON.name : 'Enter' })
    .click();
  await isThere(tab, first);
  for (const page of others) {
    await tab.goto(page.path);
    await isThere(tab, page);
  }
  const state = await context.storageState();
  await context.close();
  return state;
}

function compare(ours: Visit[], bare: Visit[]) {
  const js = {
    ours: median(ours.map(each => each.jsGzipKb)),
    bare: median(bare.map(each => each.jsGzipKb)),
  };
  const lcp = {
    ours: median(ours.map(each => each.lcpMs)),
    bare: median(bare.map(each => each.lcpMs)),
  };
  return {
    jsGzipKb: { ours: round(js.ours), bare: round(js.bare) },
    jsGzipDeltaKb: round(js.ours - js.bare),
    lcpMs: { ours: round(lcp.ours), bare: round(lcp.bare) },
    lcpDeltaMs: round(lcp.ours - lcp.bare),
  };
}

async function main() {
  const setup = await readSetup(process.argv.slice(2), { runs: 7 });
  say('Building the app without our plugins');
  await buildBareApp(setup.folder);

  const backends = new Map<Side, RunningBackend>();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  try {
    const states = new Map<Side, StorageState>();
    for (const side of SIDES) {
      // One after the other: both read the example organisation from one sandbox
      const backend = await startBackend(side, setup);
      backends.set(side, backend);
      await waitForCatalog(side, backend.url, SERVICES);
      states.set(side, await firstLook(browser, side, backend.url));
      say(`${side} is ready at ${backend.url}`);
    }

    const visits: Record<string, Record<Side, Visit[]>> = {};
    for (let run = 1; run <= setup.runs; run++) {
      const order = run % 2 === 0 ? SIDES : [...SIDES].reverse();
      for (const [name, page] of Object.entries(PAGES)) {
        for (const side of order) {
          const backend = backends.get(side);
          if (!backend) throw new Error(`There is no backend for ${side}`);
          const result = await visit(
            browser,
            backend.url,
            page,
            states.get(side),
          );
          (visits[name] ??= { ours: [], bare: [] })[side].push(result);
          say(
            `${name}, ${side}, run ${run} of ${setup.runs}: ${round(result.jsGzipKb)} kB, ${round(result.lcpMs)} ms`,
          );
        }
      }
    }

    const pages = Object.fromEntries(
      Object.entries(visits).map(([name, { ours, bare }]) => [
        name,
        compare(ours, bare),
      ]),
    );
    const all = Object.values(pages);
    process.stdout.write(
      `${JSON.stringify({
        bench: 'page',
        pages,
        jsGzipDeltaKb: Math.max(...all.map(each => each.jsGzipDeltaKb)),
        lcpDeltaMs: Math.max(...all.map(each => each.lcpDeltaMs)),
        goal: { jsGzipDeltaKb: 150, lcpDeltaMs: 100 },
        runs: setup.runs,
      })}\n`,
    );
  } finally {
    await browser.close();
    for (const backend of backends.values()) await backend.stop();
  }
}

main().catch(error => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
