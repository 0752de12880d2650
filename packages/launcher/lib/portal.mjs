import { ensureAppBuild } from './appBuild.mjs';
import { portalReady, startBackend } from './backend.mjs';
import { readConfig } from './config.mjs';
import { startDevelopment } from './dev.mjs';
import { StoppedError } from './errors.mjs';
import { asYaml, generatedConfig } from './generatedConfig.mjs';
import { importHistory } from './importHistory.mjs';
import { PEOPLE } from './organisation.mjs';
import { describePlan, planFor } from './plan.mjs';
import { requireFree, steadyPort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { alone } from './prepare.mjs';
import {
  chooseSandboxPorts,
  describeSandbox,
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

/**
 * Brings up what the backend needs, side by side where one does not need the
 * other: the built app, PostgreSQL, the sandbox, and the configuration that
 * names them.
 *
 * @param {import('./session.mjs').Session} session
 * @param {import('./tools.mjs').Tools} tools
 * @param {Pick<import('./args.mjs').StartOptions, 'dev' | 'port' | 'sandboxPort' | 'sandboxPace'>} options
 */
export async function bringUp(session, tools, options) {
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

  const [database, sandbox] = await Promise.all([
    plan.database &&
      output.step('PostgreSQL', async ({ detail }) => {
        memory.postgresPort = await steadyPort(memory.postgresPort);
        remember(paths.memory, memory);
        detail(`127.0.0.1:${memory.postgresPort}`);
        return startPostgres({
          processes,
          folder: paths.postgres,
          port: memory.postgresPort,
          password: secrets.postgresPassword,
        });
      }),
    (plan.github || plan.argocd) &&
      output.step('Sandbox', async ({ detail }) => {
        const first = await chooseSandboxPorts(
          options.sandboxPort,
          memory.sandboxPort,
        );
        memory.sandboxPort = first;
        remember(paths.memory, memory);
        detail(describeSandbox(first, plan));
        const running = await startSandbox({
          processes,
          tools,
          folder: paths.sandbox,
          first,
          plan,
          pace: options.sandboxPace,
        });
        return { running, addresses: sandboxAddresses(first, plan) };
      }),
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
        importToken: secrets.importToken,
        database: database || undefined,
        sandbox: sandbox ? sandbox.addresses : undefined,
      }),
    ),
  );
  const running = [
    ...(database ? [database.running] : []),
    ...(sandbox ? [sandbox.running] : []),
  ];
  return {
    plan,
    running,
    frontendPort,
    token: secrets.launcherToken,
    memory,
    history:
      sandbox && sandbox.addresses.argocd && !memory.historyImported
        ? { control: sandbox.addresses.control, token: secrets.importToken }
        : undefined,
  };
}

/**
 * Brings the deployments before the first start into the portal, beside
 * everything else: nobody waits for it.
 *
 * @param {import('./session.mjs').Session} session
 * @param {{control: string, token: string}} history
 * @param {string} portal
 * @param {import('./stateFiles.mjs').Memory} memory
 */
async function importInBackground(session, history, portal, memory) {
  const { output, interrupted, paths } = session;
  const stopping = new AbortController();
  interrupted.catch(() => stopping.abort());
  try {
    await output.step('History', async ({ detail }) => {
      memory.historyImported = await importHistory({
        ...history,
        portal,
        detail,
        signal: stopping.signal,
      });
      remember(paths.memory, memory);
    });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
  }
}

/**
 * Brings up the portal with everything it needs and waits until it is usable.
 *
 * @param {import('./session.mjs').Session} session
 * @param {import('./tools.mjs').Tools} tools
 * @param {import('./args.mjs').StartOptions} options
 * @returns {Promise<{url: string, running: import('./processes.mjs').Running[], plan: import('./plan.mjs').Plan, imported: Promise<void>}>}
 *   `imported` goes on after the portal is ready
 */
export async function startPortal(session, tools, options) {
  const { output, processes, paths } = session;
  const up = await bringUp(session, tools, options);
  const { plan, running, frontendPort, token, history, memory } = up;
  const url = `http://localhost:${frontendPort ?? options.port}`;
  await output.step(options.dev ? 'Dev servers' : 'Backend', async step => {
    const start = { processes, tools, generated: paths.generatedConfig };
    const started = options.dev
      ? startDevelopment(start)
      : [startBackend(start)];
    running.push(...started);
    await Promise.race([
      portalReady({
        url: `http://127.0.0.1:${options.port}`,
        page: url,
        token,
        person: plan.github ? PEOPLE[0]?.userEntityRef : undefined,
        logs: paths.logs,
        detail: step.detail,
      }),
      processes.firstDeath(running),
    ]);
  });
  const imported = history
    ? importInBackground(
        session,
        history,
        `http://127.0.0.1:${options.port}`,
        memory,
      )
    : Promise.resolve();
  return { url, running, plan, imported };
}
