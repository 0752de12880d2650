import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, saysSomething } from './config.mjs';
import { asYaml, generatedConfig } from './generatedConfig.mjs';
import { planFor } from './plan.mjs';
import { sandboxAddresses } from './sandbox.mjs';

/** @param {unknown} config */
function generate(config) {
  const plan = planFor(config);
  return generatedConfig({
    config,
    plan,
    port: 7007,
    launcherToken: 'secret',
    importToken: 'another secret',
    database: plan.database
      ? { host: '127.0.0.1', port: 5000, user: 'postgres', password: 'p' }
      : undefined,
    sandbox:
      plan.github || plan.argocd ? sandboxAddresses(8930, plan) : undefined,
  });
}

test('where nothing real is named, everything is brought along', () => {
  const config = generate({ backend: { database: { client: 'pg' } } });
  assert.equal(at(config, 'backend.database.connection.port'), 5000);
  assert.deepEqual(at(config, 'integrations.github'), [
    {
      host: '127.0.0.1:8930',
      apiBaseUrl: 'http://127.0.0.1:8930/api/v3',
      token: 'michi-sandbox-github',
    },
  ]);
  assert.deepEqual(at(config, 'deployStatus.instances.2'), {
    name: 'production',
    url: 'http://127.0.0.1:8933',
    token: 'michi-sandbox-argocd-production',
    labels: { environment: 'production' },
  });
  assert.equal(
    at(config, 'auth.providers.people.people.0.userEntityRef'),
    'user:default/yuki.sato',
  );
  assert.equal(at(config, 'backend.csp.upgrade-insecure-requests'), false);
});

test('a real system takes the place of its part of the sandbox', () => {
  const real = {
    backend: { database: { connection: { host: 'db' } } },
    integrations: { github: [{ host: 'github.example', token: 't' }] },
    deployStatus: { instances: [{ name: 'a', url: 'https://argo.example' }] },
  };
  assert.deepEqual(planFor(real), {
    database: false,
    github: false,
    argocd: false,
  });
  const config = generate(real);
  assert.equal(at(config, 'backend.database'), undefined);
  assert.equal(at(config, 'integrations'), undefined);
  assert.equal(at(config, 'catalog'), undefined);
  assert.equal(at(config, 'deployStatus'), undefined);
  assert.deepEqual(
    at(config, 'backend.auth.externalAccess.1'),
    undefined,
    'nothing is imported',
  );
});

test('the sandbox may bring deployments into the portal, and nothing else', () => {
  assert.deepEqual(at(generate({}), 'backend.auth.externalAccess.1'), {
    type: 'static',
    options: { token: 'another secret', subject: 'michi-sandbox' },
    accessRestrictions: [
      {
        plugin: 'deploy-status',
        permission: 'deploy-status.deployments.import',
      },
    ],
  });
});

test('each is decided by itself', () => {
  const plan = planFor({
    integrations: { github: [{ host: 'github.example', token: 't' }] },
  });
  assert.deepEqual(plan, { database: true, github: false, argocd: true });
});

test('an instance named the way of the community plugins is real too', () => {
  const locators = [
    { type: 'config', instances: [{ url: 'https://a.example' }] },
  ];
  assert.equal(
    planFor({ argocd: { appLocatorMethods: locators } }).argocd,
    false,
  );
});

test('a connection of unset variables and a GitHub without credentials are not real', () => {
  assert.deepEqual(
    planFor({
      backend: { database: { connection: { ssl: {} } } },
      integrations: { github: [{ host: 'github.com' }] },
      deployStatus: { instances: [{ name: 'dev', labels: {} }] },
    }),
    { database: true, github: true, argocd: true },
  );
  assert.equal(saysSomething({ a: [{ b: '' }, null] }), false);
  assert.equal(saysSomething({ a: [{ b: 0 }] }), true);
});

test('lists of the person are continued, not replaced', () => {
  const config = generate({
    catalog: { locations: [{ type: 'file', target: 'a.yaml' }] },
    integrations: { github: [{ host: 'github.com' }] },
    backend: { auth: { externalAccess: [{ type: 'jwks' }] } },
  });
  assert.equal(at(config, 'catalog.locations.0.target'), 'a.yaml');
  assert.equal(
    at(config, 'catalog.locations.1.target'),
    'http://127.0.0.1:8930/hanabi/platform/blob/main/catalog/all.yaml',
  );
  assert.equal(at(config, 'integrations.github.0.host'), 'github.com');
  assert.equal(at(config, 'backend.auth.externalAccess.0.type'), 'jwks');
});

test('sign-in without a password stays on this machine', () => {
  const allowed = 'auth.providers.people.allowOutsideDevelopment';
  assert.equal(at(generate({}), allowed), true);
  const open = { backend: { listen: { host: '0.0.0.0' } } };
  assert.equal(at(generate(open), allowed), undefined);
});

test('an address that others know is kept, a local one follows the port', () => {
  const config = generate({
    app: { baseUrl: 'https://portal.example' },
    backend: { baseUrl: 'http://localhost:9999' },
  });
  assert.equal(at(config, 'app.baseUrl'), 'https://portal.example');
  assert.equal(at(config, 'backend.baseUrl'), 'http://localhost:7007');
});

test('what looks like a substitution in a resolved value stays as it is', () => {
  const target = 'https://git.example/${not-a-variable}.yaml';
  const config = generate({
    catalog: { locations: [{ type: 'url', target }] },
  });
  assert.equal(
    at(config, 'catalog.locations.0.target'),
    'https://git.example/$${not-a-variable}.yaml',
  );
  assert.match(asYaml(config), /^# Written by the launcher/);
});
