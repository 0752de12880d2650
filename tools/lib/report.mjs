import { Unavailable } from './go.mjs';

/** A check that did not hold; the message shows what was found. */
export class CheckFailed extends Error {
  name = 'CheckFailed';
}

/**
 * Counts checks and prints a line for each. What cannot be checked on this
 * machine is skipped by name; where CI is set, it fails instead.
 */
export class Report {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #strict = Boolean(process.env.CI) && process.env.CI !== 'false';

  /**
   * Runs one check.
   *
   * @param {string} name
   * @param {() => unknown} check throws what does not hold, or Unavailable
   * @returns {Promise<boolean>} whether it passed
   */
  async check(name, check) {
    const start = performance.now();
    try {
      await check();
    } catch (error) {
      if (error instanceof Unavailable && !this.#strict) {
        this.#skipped += 1;
        console.log(`skipped ${name}: ${firstLine(error.message)}`);
      } else {
        this.#failed += 1;
        console.log(`failed  ${name}`);
        console.log(indent(describe(error)));
      }
      return false;
    }
    this.#passed += 1;
    const took = Math.round(performance.now() - start);
    console.log(
      `passed  ${name}${took > 500 ? ` (${(took / 1000).toFixed(1)} s)` : ''}`,
    );
    return true;
  }

  /** Prints the last line and sets the exit code. */
  end() {
    console.log(
      `${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`,
    );
    process.exitCode = this.#failed ? 1 : 0;
  }
}

/** @param {unknown} error */
function describe(error) {
  if (error instanceof CheckFailed || error instanceof Unavailable) {
    return error.message;
  }
  return error instanceof Error
    ? (error.stack ?? error.message)
    : String(error);
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n')[0] ?? '';
}

/** @param {string} text */
function indent(text) {
  return text.replace(/^/gm, '    ');
}
