import path from 'node:path';
import { ensureAppBuild } from './appBuild.mjs';
import { portalReady, startBackend, startupFailure } from './backend.mjs';
import { readConfig } from './config.mjs';
import { startDevelopment } from './dev.mjs';
import { asYaml, generatedConfig } from './generatedConfig.mjs';
import { PEOPLE } from './organisation.mjs';
import { describePlan, planFor } from './plan.mjs';
import { requireFree, steadyPort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { alone } from './prepare.mjs';
import {
  chooseSandboxPorts,
  sandboxAddresses,
  startSandbox,
} from './sandbox.mjs';
import {
  memoryIn,
  remember,
  secretsIn,
  writePrivately,
} from './stateFiles.mjs';

/**
 * @param {number} port
 * @returns {Promise<void>}
 */
export function requirePortalPort(port) {
  return requireFree(
    port,
    'the portal',
    `Stop that program, or use another port: npm start -- --port ${port === 7007 ? 7017 : port + 1}`,
  );
}

/** @param {string} logFile @param {AbortSignal} signal @returns {Promise<void>} */
async function failure(logFile, signal) {
  await startupFailure(logFile, signal);
  // Not found before the portal was ready: nothing more to say.
  return new Promise(() => {});
}

/**
 * Brings up the portal with everything it needs, side by side where one does
 * not need the other.
 *
 * @param {import('./session.mjs').Session} session
 * @param {import('./tools.mjs').Tools} tools
 * @param {import('./args.mjs').StartOptions} options
 * @returns {Promise<{url: string, running: import('./processes.mjs').Running[], plan: import('./plan.mjs').Plan}>}
 */
export async function startPortal(session, tools, options) {
  const { output, processes, paths } = session;
  const secrets = secretsIn(paths.secrets);
  const memory = memoryIn(paths.memory);

  const building = options.dev
    ? Promise.resolve()
    : alone(output, () =>
        output.step('App build', ({ detail }) =>
          ensureAppBuild(processes, tools, detail),
        ),
      );
  // Awaited below; a failure before that is still a failure.
  building.catch(() => {});

  const { config, plan } = await output.step(
    'Configuration',
    async ({ detail }) => {
      const read = await readConfig(tools, processes.env);
      const made = planFor(read);
      detail(describePlan(made));
      return { config: read, plan: made };
    },
  );

  const starting = {
    database: plan.database
      ? output.step('PostgreSQL', async ({ detail }) => {
          memory.postgresPort = await steadyPort(memory.postgresPort);
          remember(paths.memory, memory);
          const database = await startPostgres({
            processes,
            folder: paths.postgres,
            port: memory.postgresPort,
            password: secrets.postgresPassword,
          });
          detail(`127.0.0.1:${database.port}`);
          return database;
        })
      : undefined,
    sandbox:
      plan.github || plan.argocd
        ? output.step('Sandbox', async ({ detail }) => {
            const first = await chooseSandboxPorts(
              options.sandboxPort,
              memory.sandboxPort,
            );
            memory.sandboxPort = first;
            remember(paths.memory, memory);
            const running = await startSandbox({
              processes,
              tools,
              folder: paths.sandbox,
              first,
              plan,
              pace: options.sandboxPace,
            });
            const addresses = sandboxAddresses(first, plan);
            detail(`${addresses.github?.url ?? ''}`);
            return { running, addresses };
          })
        : undefined,
  };
  const [database, sandbox] = await Promise.all([
    starting.database,
    starting.sandbox,
    building,
  ]);

  const frontendPort = options.dev ? await steadyPort(3000) : undefined;
  writePrivately(
    paths.generatedConfig,
    asYaml(
      generatedConfig({
        config,
        plan,
        port: options.port,
        frontendPort,
        launcherToken: secrets.launcherToken,
        database,
        sandbox: sandbox?.addresses,
      }),
    ),
  );

  const local = `http://localhost:${options.port}`;
  const url = frontendPort ? `http://localhost:${frontendPort}` : local;
  const running = [database?.running, sandbox?.running].filter(
    part => part !== undefined,
  );
  await output.step(options.dev ? 'Dev servers' : 'Backend', async step => {
    const started = options.dev
      ? startDevelopment({ processes, tools, generated: paths.generatedConfig })
      : [startBackend({ processes, tools, generated: paths.generatedConfig })];
    running.push(...started);
    const watch = new AbortController();
    await Promise.race([
      ...started.map(part => failure(part.logFile, watch.signal)),
      portalReady({
        url: `http://127.0.0.1:${options.port}`,
        page: url,
        token: secrets.launcherToken,
        person: plan.github ? PEOPLE[0]?.userEntityRef : undefined,
        logs: path.relative(process.cwd(), paths.logs),
        detail: step.detail,
      }),
      processes.firstDeath(running),
    ]);
    watch.abort();
  });
  return { url, running, plan };
}
