import fs from 'node:fs';
import path from 'node:path';
import { LaunchError } from './errors.mjs';
import { whyDownloadFailed } from './network.mjs';
import { npmCommand } from './npm.mjs';
import { SHARED } from './paths.mjs';

export const NODE_VERSION = '24.21.0';
export const YARN_VERSION = '4.18.1';

/**
 * @typedef {object} Tools
 * @property {string} node path of the Node 24 that runs everything
 * @property {string} yarn path of Yarn's script, to be run with that Node
 * @property {string} bin folder to put first on the PATH
 * @property {string} version of that Node
 */

/**
 * The npm package that carries Node's binary itself. The package `node` is
 * only a script that fetches one of these.
 *
 * @param {string} platform
 * @param {string} arch
 */
export function nodePackage(platform, arch) {
  // Apple silicon came after the others and under a name of its own.
  const prefix =
    platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${arch}`;
}

/** @param {string} version such as 24.3.0 */
export function machineNodeFits(version) {
  return version.split('.')[0] === NODE_VERSION.split('.')[0];
}

function layout() {
  const folder = path.join(
    SHARED,
    'tools',
    `node-${NODE_VERSION}-yarn-${YARN_VERSION}`,
  );
  const modules = path.join(folder, 'node_modules');
  const own = nodePackage(process.platform, process.arch);
  const nodeBin = machineNodeFits(process.versions.node)
    ? path.dirname(process.execPath)
    : path.join(modules, own, 'bin');
  return {
    folder,
    packages: [
      ...(machineNodeFits(process.versions.node)
        ? []
        : [`${own}@${NODE_VERSION}`]),
      `@yarnpkg/cli-dist@${YARN_VERSION}`,
    ],
    tools: {
      node: path.join(nodeBin, 'node'),
      yarn: path.join(modules, '@yarnpkg/cli-dist/bin/yarn.js'),
      bin: nodeBin,
      version: machineNodeFits(process.versions.node)
        ? process.versions.node
        : NODE_VERSION,
    },
  };
}

/** @returns {Tools | undefined} the tools, if they are there already */
export function presentTools() {
  const { tools } = layout();
  return fs.existsSync(tools.node) && fs.existsSync(tools.yarn)
    ? tools
    : undefined;
}

/**
 * Fetches Node 24 and Yarn with npm. They are installed beside their place and
 * moved there in one step, so that what is there is always whole.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @returns {Promise<Tools>}
 */
export async function ensureTools(processes) {
  const present = presentTools();
  if (present) return present;

  const { folder, packages, tools } = layout();
  const parent = path.dirname(folder);
  const draft = path.join(parent, 'draft');
  // What an earlier try left behind, or somebody deleted half of.
  fs.rmSync(draft, { recursive: true, force: true });
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true });
  const npm = npmCommand();
  const { code, logFile } = await processes.run(
    'tools',
    npm.command,
    [
      ...npm.args,
      'install',
      `--prefix=${draft}`,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-save',
      '--no-package-lock',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
      ...packages,
    ],
    { cwd: draft },
  );
  if (code !== 0) {
    throw await whyDownloadFailed('Node 24 and Yarn', logFile);
  }
  fs.renameSync(draft, folder);
  if (!presentTools()) {
    throw new LaunchError(
      `npm has installed ${packages.join(' and ')}, but ${tools.node} is not there. Delete ${parent} and run the command again; should it happen twice, install Node 24 yourself.`,
    );
  }
  return tools;
}
