import path from 'node:path';
import { configFiles } from './config.mjs';
import { ROOT } from './paths.mjs';

/**
 * Starts backend and frontend with hot reload.
 *
 * @param {object} options
 * @param {import('./processes.mjs').Processes} options.processes
 * @param {import('./tools.mjs').Tools} options.tools
 * @param {string} options.generated path of the generated configuration
 */
export function startDevelopment({ processes, tools, generated }) {
  const config = [...configFiles(), generated].flatMap(file => [
    '--config',
    file,
  ]);
  const cli = path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');
  return ['backend', 'app'].map(name =>
    processes.start(name, tools.node, [cli, 'package', 'start', ...config], {
      cwd: path.join(ROOT, 'packages', name),
      // The browser is the user's to open, at the address we print.
      env: { BROWSER: 'none' },
    }),
  );
}
