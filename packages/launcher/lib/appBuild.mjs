import fs from 'node:fs';
import path from 'node:path';
import { LaunchError } from './errors.mjs';
import { hashOf, readStamp, sourceFiles, stamped } from './hash.mjs';
import { ROOT } from './paths.mjs';
import { lastLines } from './logs.mjs';
import { closure, workspaces } from './workspaces.mjs';

const APP = path.join(ROOT, 'packages', 'app');
const STAMP = path.join(APP, 'dist', '.michi-build');

/** Of the app, every package of ours inside it, and the locked dependencies. */
export function appHash() {
  const files = closure(workspaces(ROOT), 'app').flatMap(({ dir }) =>
    sourceFiles(dir),
  );
  const config = ['app-config.yaml', 'yarn.lock'].map(name =>
    path.join(ROOT, name),
  );
  return hashOf(ROOT, [
    ...files,
    ...config.filter(file => fs.existsSync(file)),
  ]);
}

/** Deletes the built app. */
export function forgetAppBuild() {
  fs.rmSync(path.join(APP, 'dist'), { recursive: true, force: true });
}

/**
 * Builds the frontend, unless it was built from these very sources. The result
 * does not depend on ports: the backend puts the configuration into the page.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @param {import('./tools.mjs').Tools} tools
 * @param {(text: string) => void} detail
 */
export async function ensureAppBuild(processes, tools, detail) {
  const hash = appHash();
  if (readStamp(STAMP) === hash) {
    detail('unchanged');
    return;
  }
  await stamped(STAMP, hash, async () => {
    const { code, logFile } = await processes.run(
      'app-build',
      tools.node,
      [
        path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
        '--config',
        path.join(ROOT, 'app-config.yaml'),
      ],
      { cwd: APP, env: { NODE_ENV: 'production' } },
    );
    if (code !== 0) {
      throw new LaunchError(
        `The app could not be built. The last lines of ${logFile}:\n\n${lastLines(logFile, 40)}\n`,
      );
    }
  });
  detail('built');
}
