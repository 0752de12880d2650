import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { lastLines } from './logs.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const run = promisify(execFile);

/** @returns {string | undefined} */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return [
    ...(named ? [named] : []),
    ...folders.flatMap(folder => NAMES.map(name => path.join(folder, name))),
    MAC,
  ].find(file => fs.existsSync(file));
}

/**
 * A Chromium for the tests: one that is there, or Debian's where we may install
 * it. Browsers are never downloaded from elsewhere.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @param {(text: string) => void} detail
 * @returns {Promise<{path: string} | {missing: string}>}
 */
export async function ensureChromium(processes, detail) {
  const found = findChromium();
  if (found) return { path: found };
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    return {
      missing:
        'there is no Chromium; install one (Debian and Ubuntu: apt-get install chromium) or name it in CHROMIUM_PATH',
    };
  }
  detail('installing Chromium');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update'],
    ['install', '-y', '--no-install-recommends', 'chromium'],
  ]) {
    const { code, logFile } = await processes.run(
      `apt-get-${args[0]}`,
      'apt-get',
      args,
      { cwd: '/', env },
    );
    if (code !== 0) {
      return {
        missing: `Chromium could not be installed with apt-get ${args.join(' ')}:\n${lastLines(logFile, 5)}`,
      };
    }
  }
  const installed = findChromium();
  if (!installed) {
    return { missing: 'apt-get installed chromium, and it is not on the PATH' };
  }
  await run(installed, ['--version']);
  return { path: installed };
}
