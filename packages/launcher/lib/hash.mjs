import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { codeOf } from './errors.mjs';

const SKIPPED_FOLDERS = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  'e2e-tests',
  'test-results',
]);

/**
 * Every file below a folder that a build may read, sorted.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function sourceFiles(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory())
        return SKIPPED_FOLDERS.has(entry.name) ? [] : sourceFiles(full);
      if (!entry.isFile() || /\.test\.[cm]?[jt]sx?$/.test(entry.name))
        return [];
      return [full];
    });
}

/**
 * @param {string} root names go into the hash relative to it
 * @param {string[]} files
 * @param {string[]} [more] anything else the result depends on
 */
export function hashOf(root, files, more = []) {
  const hash = crypto.createHash('sha256');
  for (const text of more) hash.update(`${text}\0`);
  for (const file of files) {
    const content = fs.readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${content.length}\0`);
    hash.update(content);
  }
  return hash.digest('hex');
}

/** @param {string} file @returns {string | undefined} */
export function readStamp(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A stamp tells that what stands beside it is whole and of which sources it was
 * made: it goes before the work starts and comes back when it has succeeded.
 *
 * @template T
 * @param {string} file
 * @param {string} hash
 * @param {() => Promise<T>} work
 */
export async function stamped(file, hash, work) {
  fs.rmSync(file, { force: true });
  const result = await work();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.draft`, `${hash}\n`);
  fs.renameSync(`${file}.draft`, file);
  return result;
}
