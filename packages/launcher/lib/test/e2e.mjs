import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureChromium } from '../chromium.mjs';
import { ROOT, SHARED } from '../paths.mjs';
import { freePort } from '../ports.mjs';
import { lastLines } from '../logs.mjs';
import { fromPlaywright } from './playwrightReport.mjs';
import { oneFailed, oneSkipped, withExitCode } from './result.mjs';

const NOT_READY_AFTER_MS = 8 * 60_000;

/**
 * Starts a portal of its own with `npm start`'s script, on free ports and
 * fresh state.
 *
 * @param {import('./main.mjs').Context} context
 * @param {string} state
 * @param {number} port
 * @returns {Promise<string | undefined>} what went wrong
 */
async function startPortal({ processes, tools }, state, port) {
  /** @type {() => void} */
  let announce = () => {};
  const ready = new Promise(resolve => {
    announce = () => resolve(undefined);
  });
  const running = processes.start(
    'portal',
    tools.node,
    [
      path.join(ROOT, 'packages/launcher/start.mjs'),
      '--fresh',
      '--port',
      String(port),
      '--state',
      state,
    ],
    {
      cwd: ROOT,
      stopSignal: 'SIGINT',
      // It has a database to stop.
      patienceMs: 40_000,
      onLine: line => {
        if (line.startsWith('Michi is ready')) announce();
      },
    },
  );
  return Promise.race([
    ready,
    running.ended.then(
      () => `The portal did not start:\n\n${lastLines(running.logFile, 40)}`,
    ),
    sleep(NOT_READY_AFTER_MS, undefined, { ref: false }).then(
      () =>
        `The portal was not ready after ${NOT_READY_AFTER_MS / 60_000} minutes:\n\n${lastLines(running.logFile, 40)}`,
    ),
  ]);
}

/**
 * The tests in a real browser, against a portal with its sandbox.
 *
 * @param {import('./main.mjs').Context} context
 */
export async function e2e(context) {
  const { processes, tools, paths, detail } = context;
  const chromium = await ensureChromium(processes, detail);
  if ('missing' in chromium) {
    return process.env.CI
      ? oneFailed(`End to end: ${chromium.missing}`)
      : oneSkipped('end to end', chromium.missing);
  }
  const state = path.join(SHARED, 'e2e');
  const port = await freePort();
  detail('starting a portal');
  const problem = await startPortal(context, state, port);
  if (problem) return oneFailed(problem);

  detail('in the browser');
  const report = path.join(paths.state, 'playwright.json');
  fs.rmSync(report, { force: true });
  let done = 0;
  const { code, logFile } = await processes.run(
    'playwright',
    tools.node,
    [
      path.join(ROOT, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      path.join(ROOT, 'playwright.config.ts'),
      '--reporter=list,json',
    ],
    {
      cwd: ROOT,
      env: {
        // Playwright sets FORCE_COLOR for its workers; beside NO_COLOR, Node
        // would warn of it in every process they start.
        NO_COLOR: undefined,
        FORCE_COLOR: '0',
        CHROMIUM_PATH: chromium.path,
        MICHI_URL: `http://localhost:${port}`,
        MICHI_STATE: state,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
      onLine: line => {
        if (/^\s*[✓✘x-] /.test(line)) {
          done += 1;
          detail(`${done} tests`);
        }
      },
    },
  );
  await processes.stop('portal');
  if (!fs.existsSync(report)) {
    return oneFailed(
      `Playwright ended without a report (all of it in ${logFile})\n\n${lastLines(logFile, 40)}`,
    );
  }
  const result = fromPlaywright(JSON.parse(fs.readFileSync(report, 'utf8')));
  return withExitCode(result, code, logFile);
}
