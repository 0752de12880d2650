// What is checked about a rendered repository. Each check throws CheckFailed
// with what it found, or Unavailable if this machine cannot tell.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  componentEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { parse } from 'yaml';
import { ensureChecker, executable } from '../checkers.mjs';
import { run } from './go.mjs';
import { CheckFailed } from './report.mjs';

const SCHEMAS = fileURLToPath(new URL('../schemas', import.meta.url));
const KUBERNETES = '1.34.3';

/** @param {string} line */
const say = line => console.log(line);

/**
 * Runs a program that must succeed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
async function mustRun(command, args, options) {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) {
    throw new CheckFailed(
      `${stdout}\n${stderr}`.trim() || `${command} ended with ${code}`,
    );
  }
  return stdout;
}

/**
 * @param {string} name of a checker
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
async function mustPass(name, args, options) {
  const folder = await ensureChecker(name, say);
  return mustRun(path.join(folder, executable(name)), args, options);
}

/**
 * Two folders hold the same files with the same content.
 *
 * @param {string} golden
 * @param {string} rendered
 */
export async function sameFiles(golden, rendered) {
  if (!existsSync(golden)) {
    throw new CheckFailed(
      `There are no golden files at ${golden}. Look at what was rendered and run node tools/test.mjs --update`,
    );
  }
  const { code, stdout, stderr } = await run('git', [
    'diff',
    '--no-index',
    '--no-color',
    '--no-ext-diff',
    golden,
    rendered,
  ]);
  if (code !== 0) {
    throw new CheckFailed(
      `${stdout || stderr}\nIf this is meant, run node tools/test.mjs --update`,
    );
  }
}

/** Go's environment: what a generated service needs must be in the checkout. */
const GO = {
  GOFLAGS: '-mod=readonly',
  GOPROXY: 'off',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
};

/** @param {string} folder */
export async function goFormatted(folder) {
  const unformatted = await mustRun('gofmt', ['-l', '.'], { cwd: folder });
  if (unformatted.trim()) {
    throw new CheckFailed(`gofmt would change ${unformatted.trim()}`);
  }
}

/** @param {string} folder */
export async function goVet(folder) {
  await mustRun('go', ['vet', './...'], { cwd: folder, env: GO });
}

/** @param {string} folder @param {string} to */
export async function goBuild(folder, to) {
  await mustRun('go', ['build', '-o', to, '.'], {
    cwd: folder,
    env: { ...GO, CGO_ENABLED: '0' },
  });
}

/** @param {string} folder */
export async function goTest(folder) {
  // The race detector needs cgo, and cgo a C compiler.
  const compiler = (await run('go', ['env', 'CC'])).stdout.trim();
  await run(compiler, ['--version']);
  await mustRun('go', ['test', '-race', '-count=1', './...'], {
    cwd: folder,
    env: { ...GO, CGO_ENABLED: '1' },
  });
}

/** @param {string} folder */
export async function workflowsLint(folder) {
  const files = yamlFiles(path.join(folder, '.github/workflows'));
  await mustPass(
    'actionlint',
    ['-no-color', '-shellcheck=', '-pyflakes=', ...files],
    {
      cwd: folder,
    },
  );
}

/**
 * Every action is pinned by commit, with the version for people beside it, and
 * the workflow starts with the right to read and no other.
 *
 * @param {string} folder
 */
export function workflowsPinned(folder) {
  for (const file of yamlFiles(path.join(folder, '.github/workflows'))) {
    const text = readFileSync(file, 'utf8');
    for (const [line] of text.matchAll(/^.*\buses:.*$/gm)) {
      if (
        !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)
      ) {
        throw new CheckFailed(
          `Not pinned by commit with its version: ${line.trim()}`,
        );
      }
    }
    const { permissions } = parse(text);
    if (JSON.stringify(permissions) !== '{"contents":"read"}') {
      throw new CheckFailed(`permissions are ${JSON.stringify(permissions)}`);
    }
  }
}

/**
 * kubeconform with our schemas: nothing unknown, nothing missing, nothing
 * skipped for want of a schema.
 *
 * @param {{file: string} | {text: string}} manifests
 */
export async function manifestsValid(manifests) {
  const args = [
    '-strict',
    '-summary',
    '-kubernetes-version',
    KUBERNETES,
    '-schema-location',
    `${SCHEMAS}/core/{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json`,
    '-schema-location',
    `${SCHEMAS}/crds/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json`,
  ];
  const summary =
    'file' in manifests
      ? await mustPass('kubeconform', [...args, manifests.file])
      : await mustPass('kubeconform', [...args, '-'], {
          input: manifests.text,
        });
  if (/ - Valid: 0,/.test(summary)) {
    throw new CheckFailed(`There was nothing to check: ${summary.trim()}`);
  }
}

/**
 * What KubeVela makes of an Application.
 *
 * @param {string} file
 * @returns {Promise<string>} YAML documents
 */
export async function renderApplication(file) {
  const folder = await ensureChecker('vela-render', say);
  return mustPass('vela-render', [
    '-definitions',
    path.join(folder, 'definitions'),
    '-kubernetes',
    KUBERNETES.replace(/\.\d+$/, ''),
    file,
  ]);
}

/**
 * The Flux marker stands on the image's line and names this environment.
 *
 * @param {string} file
 */
export function fluxMarkers(file) {
  const text = readFileSync(file, 'utf8');
  const environment = path.basename(path.dirname(file));
  const { name } = parse(text).metadata;
  const marker = `# {"$imagepolicy": "flux-system:${name}-${environment}"}`;
  const line = text.split('\n').find(each => /^\s*image: /.test(each)) ?? '';
  if (!/^\s*image: \S+:0\.0\.0 # /.test(line) || !line.endsWith(marker)) {
    throw new CheckFailed(`The image's line is: ${line.trim()}`);
  }
}

/** The catalog would take it. @param {string} file */
export async function catalogInfoValid(file) {
  const entity = parse(readFileSync(file, 'utf8'));
  const policy = EntityPolicies.allOf([
    new DefaultNamespaceEntityPolicy(),
    new SchemaValidEntityPolicy(),
    new NoForeignRootFieldsEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]);
  try {
    const valid = await policy.enforce(entity);
    if (!valid || !(await componentEntityV1alpha1Validator.check(valid))) {
      throw new CheckFailed('It is not a Component');
    }
  } catch (error) {
    throw error instanceof CheckFailed ? error : new CheckFailed(String(error));
  }
}

/**
 * What a person typed arrived as data: the same text where a program reads it,
 * and nowhere as syntax.
 *
 * @param {string} folder
 * @param {{name: string, description: string}} parameters
 */
export function valuesAreData(folder, { name, description }) {
  const read = (/** @type {string} */ file) =>
    parse(readFileSync(path.join(folder, file), 'utf8'));
  const found = {
    'catalog-info.yaml': read('catalog-info.yaml').metadata.description,
    'mkdocs.yml': read('mkdocs.yml').site_description,
  };
  for (const [file, value] of Object.entries(found)) {
    if (value !== description) {
      throw new CheckFailed(`${file} says ${JSON.stringify(value)}`);
    }
  }
  const names = [
    read('catalog-info.yaml').metadata.name,
    read('mkdocs.yml').site_name,
  ];
  if (names.some(each => each !== name)) {
    throw new CheckFailed(`Names became ${JSON.stringify(names)}`);
  }
  const workflow = readFileSync(
    path.join(folder, '.github/workflows/ci.yaml'),
    'utf8',
  );
  if (workflow.includes(description)) {
    throw new CheckFailed(
      'The description is in the workflow, where it could be evaluated',
    );
  }
}

/** @param {string} folder @returns {string[]} */
export function yamlFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.ya?ml$/.test(file))
    .map(file => path.join(folder, file))
    .sort();
}
