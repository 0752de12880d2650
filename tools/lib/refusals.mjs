// A checker that accepts everything is worth nothing, so each one is first
// given something wrong.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifestsValid, renderApplication, workflowsLint } from './checks.mjs';
import { CheckFailed } from './report.mjs';

const application = (
  /** @type {string} */ component,
) => `apiVersion: core.oam.dev/v1beta1
kind: Application
metadata:
  name: wrong
spec:
  components:
    - name: wrong
${component}`;

/** @typedef {Record<string, [text: string, reason: RegExp]>} Wrong */

/** @type {Wrong} */
const MANIFESTS = {
  'a misspelt field': [
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: wrong }
spec:
  replica: 1
  selector: { matchLabels: { a: b } }
  template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: b }] } }
`,
    /'replica' not allowed/,
  ],
  'a wrong type deep inside': [
    `apiVersion: v1
kind: Service
metadata: { name: wrong }
spec: { ports: [{ port: eighty }] }
`,
    /'\/spec\/ports\/0\/port'/,
  ],
  'a missing field of a custom resource': [
    `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: wrong }
spec: { policy: { semver: { range: 0.1.x } } }
`,
    /missing property 'imageRepositoryRef'/,
  ],
  'an Application with an unknown field': [
    application('      type: webservice\n      propertys: {}\n'),
    /'propertys' not allowed/,
  ],
  'a kind it has no schema of': [
    `apiVersion: example.com/v1
kind: Unknown
metadata: { name: wrong }
`,
    /could not find schema for Unknown/,
  ],
};

/** @type {Wrong} */
const APPLICATIONS = {
  'a missing parameter': [
    application('      type: webservice\n      properties: {}\n'),
    /image: incomplete value/,
  ],
  'a parameter of the wrong type': [
    application(
      '      type: webservice\n      properties: { image: a, cpu: 1 }\n',
    ),
    /cpu: conflicting values/,
  ],
  'a misspelt parameter': [
    application(
      '      type: webservice\n      properties: { image: a, livenessProbe: { httpGet: { path: /, port: 1 }, period: 1 } }\n',
    ),
    /parameter\.livenessProbe\.period: field not allowed/,
  ],
  'a misspelt parameter of a trait': [
    application(
      '      type: webservice\n      properties: { image: a }\n      traits: [{ type: scaler, properties: { replica: 2 } }]\n',
    ),
    /parameter\.replica: field not allowed/,
  ],
  'an unknown trait': [
    application(
      '      type: webservice\n      properties: { image: a }\n      traits: [{ type: nothing }]\n',
    ),
    /nothing/,
  ],
};

/** @type {Wrong} */
const WORKFLOWS = {
  'an unknown expression': [
    `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo \${{ nothing.here }}
`,
    /undefined variable "nothing"/,
  ],
  'a job that needs one that is not there': [
    `on: push
jobs:
  a:
    needs: b
    runs-on: ubuntu-24.04
    steps:
      - run: echo
`,
    /needs job "b" which does not exist/,
  ],
};

/**
 * @param {import('./report.mjs').Report} report
 * @param {string} folder for what the checkers read from disk
 */
export async function refusesWrongThings(report, folder) {
  for (const [what, [text, reason]] of Object.entries(MANIFESTS)) {
    await report.check(`kubeconform refuses ${what}`, () =>
      mustRefuse(reason, () => manifestsValid({ text })),
    );
  }
  for (const [what, [text, reason]] of Object.entries(APPLICATIONS)) {
    const file = write(path.join(folder, 'application.yaml'), text);
    await report.check(`KubeVela refuses ${what}`, () =>
      mustRefuse(reason, () => renderApplication(file)),
    );
  }
  for (const [what, [text, reason]] of Object.entries(WORKFLOWS)) {
    write(path.join(folder, '.github/workflows/wrong.yaml'), text);
    await report.check(`actionlint refuses ${what}`, () =>
      mustRefuse(reason, () => workflowsLint(folder)),
    );
  }
}

/**
 * @param {RegExp} reason
 * @param {() => Promise<unknown>} check
 */
async function mustRefuse(reason, check) {
  try {
    await check();
  } catch (error) {
    if (error instanceof CheckFailed && reason.test(error.message)) {
      return;
    }
    throw error;
  }
  throw new CheckFailed('It was accepted');
}

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
