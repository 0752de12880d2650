import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchError } from './errors.mjs';
import { ROOT } from './paths.mjs';
import { isFree, requireFree } from './ports.mjs';
import { NODE_TRANSFORM } from './nodeTransform.mjs';

export const ARGOCD_INSTANCES = ['dev', 'staging', 'production'];
const FIRST_PORT = 8930;
const PORT_STEP = 20;

/**
 * @typedef {object} SandboxAddresses
 * @property {{url: string, token: string}} [github]
 * @property {{name: string, url: string, token: string}[]} [argocd]
 * @property {string} control
 */

/**
 * The sandbox's ports, from its first one.
 *
 * @param {number} first
 */
export function sandboxPorts(first) {
  return {
    github: first,
    argocd: ARGOCD_INSTANCES.map((_, index) => first + 1 + index),
    control: first + 10,
  };
}

/** @param {number} first */
const allPorts = first => {
  const { github, argocd, control } = sandboxPorts(first);
  return [github, ...argocd, control];
};

/**
 * The ports of the last start, because the catalog remembers addresses; at the
 * first start the first that are free.
 *
 * @param {number | undefined} asked from the command line
 * @param {number | undefined} remembered
 * @returns {Promise<number>}
 */
export async function chooseSandboxPorts(asked, remembered) {
  const settled = asked ?? remembered;
  if (settled !== undefined) {
    for (const port of allPorts(settled)) {
      await requireFree(
        port,
        "the sandbox's GitHub and Argo CD",
        'Stop that program, or start over on other ports with: npm start -- --fresh',
      );
    }
    return settled;
  }
  for (
    let first = FIRST_PORT;
    first < FIRST_PORT + 50 * PORT_STEP;
    first += PORT_STEP
  ) {
    const free = await Promise.all(allPorts(first).map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new LaunchError(
    'No free ports were found for the sandbox. Give the first of fifteen free ones with --sandbox-port N.',
  );
}

/**
 * @param {number} first
 * @param {import('./plan.mjs').Plan} plan
 * @returns {SandboxAddresses}
 */
export function sandboxAddresses(first, plan) {
  const ports = sandboxPorts(first);
  /** @param {number} port */
  const url = port => `http://127.0.0.1:${port}`;
  return {
    control: url(ports.control),
    ...(plan.github && {
      github: { url: url(ports.github), token: 'michi-sandbox-github' },
    }),
    ...(plan.argocd && {
      argocd: ARGOCD_INSTANCES.map((name, index) => ({
        name,
        url: url(ports.argocd[index] ?? 0),
        token: `michi-sandbox-argocd-${name}`,
      })),
    }),
  };
}

/**
 * @param {number} first
 * @param {import('./plan.mjs').Plan} plan
 */
export function describeSandbox(first, plan) {
  const parts = [plan.github && 'GitHub', plan.argocd && 'Argo CD'];
  return `${parts.filter(Boolean).join(' and ')} on 127.0.0.1:${first}`;
}

/**
 * @param {object} options
 * @param {import('./processes.mjs').Processes} options.processes
 * @param {import('./tools.mjs').Tools} options.tools
 * @param {string} options.folder of the state
 * @param {number} options.first port
 * @param {import('./plan.mjs').Plan} options.plan
 * @param {number} [options.pace]
 */
export async function startSandbox(options) {
  const { processes, tools, folder, first, plan, pace } = options;
  const ports = sandboxPorts(first);
  const without = [
    ...(plan.github ? [] : ['--without', 'github']),
    ...(plan.argocd ? [] : ['--without', 'argocd']),
  ];
  /** @type {() => void} */
  let announce = () => {};
  /** @type {Promise<void>} */
  const up = new Promise(resolve => {
    announce = resolve;
  });
  const running = processes.start(
    'sandbox',
    tools.node,
    [
      '--require',
      NODE_TRANSFORM,
      'src/main.ts',
      '--state',
      folder,
      '--github-port',
      String(ports.github),
      '--argocd-ports',
      ports.argocd.join(','),
      '--control-port',
      String(ports.control),
      ...without,
      ...(pace === undefined ? [] : ['--pace', String(pace)]),
    ],
    {
      cwd: path.join(ROOT, 'packages/sandbox'),
      onLine: line => {
        if (saysReady(line)) announce();
      },
    },
  );
  await Promise.race([
    up,
    processes.firstDeath([running]),
    sleep(120_000, undefined, { ref: false }).then(() => {
      throw new LaunchError(
        `The sandbox did not get ready within two minutes; ${running.logFile} has what it said.`,
      );
    }),
  ]);
  return running;
}

/** @param {string} line */
export function saysReady(line) {
  if (!line.startsWith('{')) return false;
  try {
    return JSON.parse(line)?.ready === true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
