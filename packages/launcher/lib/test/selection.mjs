import path from 'node:path';
import { LaunchError } from '../errors.mjs';

/** The parts in the order in which they run. */
export const PARTS = ['lint', 'types', 'launcher', 'unit', 'templates', 'e2e'];

/**
 * @typedef {object} Selection
 * @property {Set<string>} parts
 * @property {import('../workspaces.mjs').Workspace[]} packages whose unit tests run
 */

/** @param {import('../workspaces.mjs').Workspace} workspace */
const hasTests = ({ manifest }) =>
  /backstage-cli (package )?test/.test(manifest.scripts?.test ?? '');

/**
 * What the words after `npm test --` mean: the name of a part, or of packages
 * by their folder. No words mean everything.
 *
 * @param {string[]} words
 * @param {import('../workspaces.mjs').Workspace[]} all
 * @returns {Selection}
 */
export function select(words, all) {
  const testable = all.filter(hasTests);
  if (words.length === 0) return { parts: new Set(PARTS), packages: testable };
  /** @type {Set<string>} */
  const parts = new Set();
  /** @type {Set<import('../workspaces.mjs').Workspace>} */
  const packages = new Set();
  for (const word of words) {
    if (word === 'unit') testable.forEach(each => packages.add(each));
    if (PARTS.includes(word)) {
      parts.add(word);
      continue;
    }
    const found = testable.filter(
      ({ name, dir }) => name === word || path.basename(dir).includes(word),
    );
    if (found.length === 0) {
      throw new LaunchError(
        `"${word}" is neither a part (${PARTS.join(', ')}) nor in the name of a package with tests (${testable.map(({ dir }) => path.basename(dir)).join(', ')}).`,
      );
    }
    parts.add('unit');
    found.forEach(each => packages.add(each));
  }
  return { parts, packages: [...packages] };
}
