/**
 * The first lines that run. Everything newer than what an old Node can parse
 * is imported only after its version was checked, so that an old Node gets a
 * sentence rather than a syntax error.
 */

export const MINIMUM_NODE = 20;

/**
 * @param {string} version such as `18.4.0`
 * @returns {string | undefined} what to tell the user, if this Node is too old
 */
export function nodeProblem(version) {
  const major = Number(version.split('.')[0]);
  if (major >= MINIMUM_NODE) return undefined;
  return `Michi needs Node ${MINIMUM_NODE} or newer to start and this is Node ${version}. Install a newer one (https://nodejs.org) and run the command again.`;
}

/**
 * Runs a command's `main(argv)` and turns its answer into the exit code.
 *
 * @param {() => Promise<{main: (argv: string[]) => Promise<number>}>} load
 */
export function run(load) {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
  load()
    .then(command => command.main(process.argv.slice(2)))
    .then(
      code => process.exit(code),
      error => {
        // A LaunchError is a sentence for the user; anything else is a defect
        // of the launcher, and its stack is what helps to mend it.
        console.error(error.name === 'LaunchError' ? error.message : error);
        process.exit(1);
      },
    );
}
