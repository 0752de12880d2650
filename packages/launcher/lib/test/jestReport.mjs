import path from 'node:path';
import { stripVTControlCharacters as withoutColours } from 'node:util';
import { noResult } from './result.mjs';

/**
 * The parts of Jest's `--json` report that we read.
 *
 * @typedef {object} JestReport
 * @property {JestFile[]} testResults
 *
 * @typedef {object} JestFile
 * @property {string} name path of the test file
 * @property {string} status
 * @property {string} message
 * @property {{ancestorTitles: string[], fullName: string, status: string, failureMessages: string[] | null}[]} assertionResults
 */

/** Groups larger than this are named by their describe block alone. */
const NAMED_ONE_BY_ONE = 3;

/**
 * @param {JestReport} report
 * @param {string} root
 * @returns {import('./result.mjs').Result}
 */
export function fromJest(report, root) {
  const result = noResult();
  for (const file of report.testResults) {
    const where = path.relative(root, file.name);
    /** @type {Map<string, string[]>} */
    const skipped = new Map();
    for (const test of file.assertionResults) {
      if (test.status === 'passed') {
        result.passed += 1;
      } else if (test.status === 'failed') {
        result.failed += 1;
        const messages = (test.failureMessages ?? []).map(withoutColours);
        result.failures.push(
          `${where}\n  ${test.fullName}\n\n${messages.join('\n')}`,
        );
      } else {
        const group = test.ancestorTitles[0] ?? test.fullName;
        skipped.set(group, [...(skipped.get(group) ?? []), test.fullName]);
      }
    }
    for (const [group, names] of skipped) {
      if (names.length <= NAMED_ONE_BY_ONE) {
        result.skipped.push(
          ...names.map(name => ({ name: `${where}: ${name}`, count: 1 })),
        );
      } else {
        result.skipped.push({
          name: `${where}: ${group}`,
          count: names.length,
        });
      }
    }
    // A file that cannot even be loaded has no tests, and has failed.
    const loaded = file.assertionResults.length > 0 || file.status === 'passed';
    if (!loaded) {
      result.failed += 1;
      result.failures.push(`${where}\n\n${withoutColours(file.message)}`);
    }
  }
  return result;
}
