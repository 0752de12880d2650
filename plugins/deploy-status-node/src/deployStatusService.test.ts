import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createBackendPlugin,
  type AuthService,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import express from 'express';
import { DeployStatusClient } from './upstream/DeployStatusClient';
import { deployStatusServiceRef, type DeployStatusService } from './index';

const SINCE = '2026-11-01T00:00:00.000Z';
const UNTIL = '2026-11-08T00:00:00.000Z';

const distribution = { n: 1, p50Seconds: 60, p90Seconds: 60, excluded: [] };
const insights = {
  scope: { kind: 'platform' },
  since: SINCE,
  until: UNTIL,
  readAt: UNTIL,
  production: ['production'],
  services: 3,
  denied: 0,
  figures: {
    deploymentFrequency: { n: 7, days: 7, perDay: 1, excluded: [] },
    leadTime: distribution,
    timeToSynced: distribution,
    timeToHealthy: distribution,
    failureRate: { n: 7, failed: 0, rate: 0, excluded: [] },
    recoveryTime: { n: 0, excluded: [{ reason: 'not-recovered', n: 1 }] },
  },
  series: [],
  breakdown: [],
};
const latency = {
  instance: 'dev',
  environment: 'dev',
  applications: 4,
  queued: 1,
  running: 0,
  duration: distribution,
  delay: distribution,
  series: [],
};
const status = {
  entityRef: 'component:default/blog-api',
  state: 'not-configured',
  applications: [],
  instances: [],
};
const deployments = { deployments: [], total: 0, failed: 0, denied: 0 };

interface Heard {
  path: string;
  body: unknown;
  credentials: BackstageCredentials;
}

let backend: TestBackend | undefined;
let heard: Heard[];

afterEach(() => backend?.stop());

/** A backend where another plugin uses the service, and answers that are given. */
async function start(answers: Record<string, unknown>) {
  heard = [];
  const found: { service?: DeployStatusService; auth?: AuthService } = {};
  const answering = createBackendPlugin({
    pluginId: 'deploy-status',
    register(env) {
      env.registerInit({
        deps: {
          httpRouter: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ httpRouter, httpAuth }) {
          const app = express().use(express.json(), async (req, res) => {
            heard.push({
              path: `${req.method} ${req.path}`,
              body: req.body,
              credentials: await httpAuth.credentials(req),
            });
            const answer = answers[req.path];
            if (answer) res.json(answer);
            else res.status(403).json({ error: { name: 'NotAllowedError' } });
          });
          httpRouter.use(app);
        },
      });
    },
  });
  const asking = createBackendPlugin({
    pluginId: 'slo',
    register(env) {
      env.registerInit({
        deps: { service: deployStatusServiceRef, auth: coreServices.auth },
        async init(deps) {
          Object.assign(found, deps);
        },
      });
    },
  });
  backend = await startTestBackend({ features: [answering, asking] });
  const { service, auth } = found;
  if (!service || !auth) throw new Error('The plugin was not given a service');
  return { service, auth };
}

it('asks the plugin, wherever it runs, and answers in its model', async () => {
  const { service, auth } = await start({
    '/v1/insights': insights,
    '/v1/instances/syncs': { instances: [latency] },
    '/v1/entities/component/default/blog-api/status': status,
    '/v1/deployments': deployments,
  });
  const options = { credentials: await auth.getOwnServiceCredentials() };
  await expect(
    service.getInsights({ scope: { kind: 'platform' }, since: SINCE }, options),
  ).resolves.toEqual(insights);
  await expect(
    service.getSyncLatencies({ since: SINCE, bucket: 'week' }, options),
  ).resolves.toEqual([latency]);
  await expect(
    service.getEntityStatus('component:default/blog-api', options),
  ).resolves.toEqual(status);
  await expect(
    service.getDeployments(
      { entityRefs: ['component:default/blog-api'], since: SINCE },
      options,
    ),
  ).resolves.toEqual(deployments);
  expect(heard.map(({ path }) => path)).toEqual([
    'POST /v1/insights',
    'POST /v1/instances/syncs',
    'GET /v1/entities/component/default/blog-api/status',
    'POST /v1/deployments',
  ]);
  expect(heard[0]?.body).toEqual({
    scope: { kind: 'platform' },
    since: SINCE,
  });
  expect(heard[0]?.credentials.principal).toMatchObject({
    type: 'service',
    subject: 'plugin:slo',
  });
});

it('asks in the name of whoever asks', async () => {
  const { service } = await start({
    '/v1/instances/syncs': { instances: [] },
  });
  await service.getSyncLatencies(
    { since: SINCE },
    { credentials: mockCredentials.user('user:default/yuki.sato') },
  );
  expect(heard[0]?.credentials.principal).toMatchObject({
    type: 'user',
    userEntityRef: 'user:default/yuki.sato',
  });
});

it('fails with the reason, and for an answer that does not fit', async () => {
  const { service, auth } = await start({
    '/v1/insights': { ...insights, services: -1 },
  });
  const options = { credentials: await auth.getOwnServiceCredentials() };
  await expect(
    service.getDeployments({ entityRefs: [], since: SINCE }, options),
  ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 403 });
  await expect(
    service.getInsights({ scope: { kind: 'platform' }, since: SINCE }, options),
  ).rejects.toThrow('services');
});

it('does not wait for ever, and not for whoever has left', async () => {
  const { auth } = await start({});
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const client = (deadlineMs: number) =>
    new DeployStatusClient({
      auth,
      discovery: {
        getBaseUrl: async () => `http://127.0.0.1:${port}`,
        getExternalBaseUrl: async () => '',
      },
      deadlineMs,
    });
  const credentials = await auth.getOwnServiceCredentials();
  const request = { since: SINCE };
  await expect(
    client(50).getSyncLatencies(request, { credentials }),
  ).rejects.toMatchObject({ name: 'TimeoutError' });
  const left = new AbortController();
  const asked = client(60_000).getSyncLatencies(request, {
    credentials,
    signal: left.signal,
  });
  left.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  silent.closeAllConnections();
  silent.close();
});
