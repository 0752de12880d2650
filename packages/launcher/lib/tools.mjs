import { spawnSync } from 'node:child_process';
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

/** @param {string} name */
const place = name => path.join(SHARED, 'tools', name);

const yarnPlace = {
  folder: place(`yarn-${YARN_VERSION}`),
  spec: `@yarnpkg/cli-dist@${YARN_VERSION}`,
  file: 'node_modules/@yarnpkg/cli-dist/bin/yarn.js',
};

const nodePlace = {
  folder: place(`node-${NODE_VERSION}`),
  spec: `${nodePackage(process.platform, process.arch)}@${NODE_VERSION}`,
  file: `node_modules/${nodePackage(process.platform, process.arch)}/bin/node`,
};

/** @param {{folder: string, file: string}} where */
const fileIn = ({ folder, file }) => path.join(folder, file);

/** The Node that runs everything: the machine's own where it is a Node 24. */
function nodePath() {
  return machineNodeFits(process.versions.node)
    ? process.execPath
    : fileIn(nodePlace);
}

/** @returns {Tools | undefined} the tools, if they are there already */
export function presentTools() {
  const node = nodePath();
  const yarn = fileIn(yarnPlace);
  if (!fs.existsSync(node) || !fs.existsSync(yarn)) return undefined;
  const own = node === process.execPath;
  return {
    node,
    yarn,
    bin: path.dirname(node),
    version: own ? process.versions.node : NODE_VERSION,
  };
}

/**
 * Fetches a package with npm, unless it is there. It is installed beside its
 * place and moved there in one step, so that what is there is always whole.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @param {string} name as a person knows it
 * @param {{folder: string, spec: string, file: string}} wanted
 */
async function ensurePackage(processes, name, wanted) {
  const { folder, spec } = wanted;
  if (fs.existsSync(fileIn(wanted))) return;
  const draft = `${folder}.draft`;
  // What an earlier try left behind, or somebody deleted half of.
  fs.rmSync(draft, { recursive: true, force: true });
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true });
  const npm = npmCommand();
  const { code, logFile } = await processes.run(
    `npm-${path.basename(folder)}`,
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
      spec,
    ],
    { cwd: draft },
  );
  if (code !== 0) throw await whyDownloadFailed(name, logFile);
  if (!fs.existsSync(path.join(draft, wanted.file))) {
    throw new LaunchError(
      `npm has installed ${spec}, which does not have the file ${wanted.file}. Install Node 24 on this machine, which is then used instead, and run the command again.`,
    );
  }
  fs.renameSync(draft, folder);
}

/**
 * Yarn, to be run with any Node.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @returns {Promise<string>} path of its script
 */
export async function ensureYarn(processes) {
  await ensurePackage(processes, 'Yarn 4', yarnPlace);
  return fileIn(yarnPlace);
}

/**
 * Node 24, once it was seen to run.
 *
 * @param {import('./processes.mjs').Processes} processes
 * @returns {Promise<string>} which one it is, in words
 */
export async function ensureNode(processes) {
  const node = nodePath();
  if (node === process.execPath) return `this machine's ${process.version}`;
  const words = `Node ${NODE_VERSION} in .michi/tools`;
  if (fs.existsSync(node)) return words;
  await ensurePackage(processes, 'Node 24', nodePlace);
  const { error, status } = spawnSync(node, ['--version'], { stdio: 'ignore' });
  if (error || status !== 0) {
    fs.rmSync(nodePlace.folder, { recursive: true, force: true });
    throw new LaunchError(
      `The Node 24 of the npm package ${nodePlace.spec} does not run on this machine. Install Node 24, which is then used instead, and run the command again.`,
      { cause: error },
    );
  }
  return words;
}
