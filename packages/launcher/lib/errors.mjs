/**
 * Something the user can do something about. The message is one clear sentence
 * (or two) that says what is wrong and what to do; it is printed without a
 * stack.
 */
export class LaunchError extends Error {
  /**
   * @param {string} message
   * @param {{cause?: unknown}} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.name = 'LaunchError';
  }
}

/** What a step ends with when the user pressed Ctrl-C: nothing to explain. */
export class StoppedError extends LaunchError {
  constructor() {
    super('Stopped.');
  }
}

/**
 * @param {unknown} error
 * @returns {string | undefined} Node's code of a system error, such as ENOENT
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : undefined;
}
