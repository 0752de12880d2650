// Regenerates the schemas beside this file from the pinned modules of their
// publishers: `node tools/schemas/update.mjs`. With --check it only says whether
// they are what is committed.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { go, moduleFolder } from '../lib/go.mjs';
import {
  customResourceSchema,
  kubernetesSchema,
} from '../lib/strictSchemas.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const KUBERNETES = '1.34.3';

/** What rendered Applications and our own manifests consist of. */
const KINDS = {
  'apps-v1': ['Deployment', 'StatefulSet', 'DaemonSet'],
  'autoscaling-v2': ['HorizontalPodAutoscaler'],
  'batch-v1': ['Job', 'CronJob'],
  'core-v1': ['ConfigMap', 'Namespace', 'Secret', 'Service', 'ServiceAccount'],
  'networking-v1': ['Ingress', 'NetworkPolicy'],
  'policy-v1': ['PodDisruptionBudget'],
};

/** @type {Map<string, object>} path below this folder → schema */
const schemas = new Map();

const swagger = JSON.parse(
  readFileSync(
    path.join(
      await moduleFolder(`k8s.io/kubernetes@v${KUBERNETES}`),
      'api/openapi-spec/swagger.json',
    ),
    'utf8',
  ),
);
for (const [api, kinds] of Object.entries(KINDS)) {
  const [group, version] = api.split('-');
  for (const kind of kinds) {
    // kubeconform's own naming: the core group goes without a name.
    const suffix = group === 'core' ? version : api;
    schemas.set(
      `core/v${KUBERNETES}-standalone-strict/${kind.toLowerCase()}-${suffix}.json`,
      kubernetesSchema(swagger, `io.k8s.api.${group}.${version}.${kind}`),
    );
  }
}

const kubevela = await moduleFolder('github.com/oam-dev/kubevela@v1.10.9');
addCrd(
  readFileSync(
    path.join(kubevela, 'charts/vela-core/crds/core.oam.dev_applications.yaml'),
    'utf8',
  ),
  'v1beta1',
);

for (const [crd, version] of await fluxCrds()) {
  addCrd(crd, version);
}

if (process.argv.includes('--check')) {
  const stale = [...schemas].filter(([file, schema]) => {
    const full = path.join(HERE, file);
    return !existsSync(full) || readFileSync(full, 'utf8') !== print(schema);
  });
  for (const [file] of stale) console.log(`out of date: ${file}`);
  process.exitCode = stale.length ? 1 : 0;
} else {
  rmSync(path.join(HERE, 'core'), { recursive: true, force: true });
  rmSync(path.join(HERE, 'crds'), { recursive: true, force: true });
  for (const [file, schema] of schemas) {
    const full = path.join(HERE, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, print(schema));
  }
  console.log(`wrote ${schemas.size} schemas`);
}

/** @param {object} schema */
function print(schema) {
  return `${JSON.stringify(schema)}\n`;
}

/**
 * @param {string} text of a CustomResourceDefinition
 * @param {string} version
 */
function addCrd(text, version) {
  const crd = parse(text);
  const kind = crd.spec.names.kind.toLowerCase();
  schemas.set(
    `crds/${kind}-${crd.spec.group}-${version}.json`,
    customResourceSchema(crd, version),
  );
}

/**
 * Flux publishes its image CRDs as Go types only.
 * @returns {Promise<[string, string][]>} CRD and the version we use
 */
async function fluxCrds() {
  const folder = mkdtempSync(path.join(tmpdir(), 'michi-flux-crds-'));
  const types = [
    'github.com/fluxcd/image-reflector-controller/api',
    'github.com/fluxcd/image-automation-controller/api',
  ];
  try {
    writeFileSync(path.join(folder, 'go.mod'), 'module crds\n\ngo 1.26\n');
    writeFileSync(
      path.join(folder, 'crds.go'),
      `package crds\n\nimport (\n${types
        .map(type => `\t_ "${type}/v1"\n`)
        .join('')})\n`,
    );
    await go(folder, ['get', ...types.map(type => `${type}@v1.2.5`)]);
    // What the types refer to, so that the generator finds it
    await go(folder, ['mod', 'tidy']);
    await go(folder, [
      'get',
      '-tool',
      'sigs.k8s.io/controller-tools/cmd/controller-gen@v0.20.1',
    ]);
    await go(folder, [
      'tool',
      'controller-gen',
      'crd',
      ...types.map(type => `paths=${type}/v1`),
      `output:crd:dir=${path.join(folder, 'out')}`,
    ]);
    return readdirSync(path.join(folder, 'out')).map(file => [
      readFileSync(path.join(folder, 'out', file), 'utf8'),
      'v1',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
