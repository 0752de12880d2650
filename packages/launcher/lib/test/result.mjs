/**
 * What a part of `npm test` found.
 *
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {{name: string, count: number, reason?: string}[]} skipped
 * @property {string[]} failures what to read, one text each
 */

/** @returns {Result} */
export function noResult() {
  return { passed: 0, failed: 0, skipped: [], failures: [] };
}

/** @returns {Result} */
export function onePassed() {
  return { ...noResult(), passed: 1 };
}

/** @param {string} text @returns {Result} */
export function oneFailed(text) {
  return { ...noResult(), failed: 1, failures: [text] };
}

/** @param {string} name @param {string} reason @returns {Result} */
export function oneSkipped(name, reason) {
  return { ...noResult(), skipped: [{ name, count: 1, reason }] };
}

/** @param {Result[]} results @returns {Result} */
export function sum(results) {
  return {
    passed: results.reduce((total, { passed }) => total + passed, 0),
    failed: results.reduce((total, { failed }) => total + failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
    failures: results.flatMap(({ failures }) => failures),
  };
}

/** @param {Result} result */
export function skippedCount(result) {
  return result.skipped.reduce((total, { count }) => total + count, 0);
}

/**
 * The line that everything ends with.
 *
 * @param {Result} result
 */
export function summary(result) {
  return `${result.passed} passed, ${result.failed} failed, ${skippedCount(result)} skipped`;
}

/**
 * A runner that exits with an error although every test it reports has passed
 * is not to be believed.
 *
 * @param {Result} result
 * @param {number | null} code
 * @param {string} logFile
 * @returns {Result}
 */
export function withExitCode(result, code, logFile) {
  if (code === 0 || result.failed > 0) return result;
  return sum([
    result,
    oneFailed(`It ended with code ${code}; all of it is in ${logFile}`),
  ]);
}
