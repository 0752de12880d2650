import { stripVTControlCharacters as withoutColours } from 'node:util';
import { noResult } from './result.mjs';

/**
 * The parts of Playwright's JSON report that we read.
 *
 * @typedef {object} PlaywrightReport
 * @property {PlaywrightSuite[]} [suites]
 * @property {{message?: string}[]} [errors]
 *
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {PlaywrightSuite[]} [suites]
 * @property {{title: string, tests: PlaywrightTest[]}[]} [specs]
 *
 * @typedef {object} PlaywrightTest
 * @property {'expected' | 'unexpected' | 'flaky' | 'skipped'} status
 * @property {{type: string, description?: string}[]} annotations
 * @property {{error?: {message?: string, stack?: string}}[]} results
 */

/**
 * @param {PlaywrightReport} report
 * @returns {import('./result.mjs').Result}
 */
export function fromPlaywright(report) {
  const result = noResult();
  /** @param {string} name @param {PlaywrightTest} test */
  const count = (name, test) => {
    if (test.status === 'skipped') {
      const reason = test.annotations.find(({ type }) => type === 'skip');
      result.skipped.push({ name, count: 1, reason: reason?.description });
    } else if (test.status === 'unexpected') {
      result.failed += 1;
      const error = test.results.at(-1)?.error;
      result.failures.push(
        `${name}\n\n${withoutColours(error?.stack ?? error?.message ?? 'It ran out of time.')}`,
      );
    } else {
      result.passed += 1;
    }
  };
  /** @param {PlaywrightSuite} suite @param {string[]} above */
  const visit = (suite, above) => {
    const titles = [...above, suite.title];
    for (const spec of suite.specs ?? []) {
      const name = [...titles, spec.title].join(' › ');
      for (const test of spec.tests) count(name, test);
    }
    for (const inner of suite.suites ?? []) visit(inner, titles);
  };
  for (const suite of report.suites ?? []) visit(suite, []);
  for (const { message } of report.errors ?? []) {
    result.failed += 1;
    result.failures.push(withoutColours(message ?? 'Playwright failed.'));
  }
  return result;
}
