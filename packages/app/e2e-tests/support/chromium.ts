import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The browser to test with: `CHROMIUM_PATH`, or the first Chromium on the PATH.
 *
 * @throws Error that says how to get one
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = [
    ...folders.flatMap(folder => NAMES.map(name => path.join(folder, name))),
    MAC,
  ].find(file => existsSync(file));
  if (!found) {
    throw new Error(
      'There is no Chromium on the PATH. Install one (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.',
    );
  }
  return found;
}
