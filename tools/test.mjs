// Tests every template: renders each case with the scaffolder's own actions,
// compares it with its golden files, and checks the result with the real tools.
//
//   node tools/test.mjs [--update] [template …]
//
// Prints a line for each check; the last line counts them.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import * as checks from './lib/checks.mjs';
import { run } from './lib/go.mjs';
import { refusesWrongThings } from './lib/refusals.mjs';
import { CheckFailed, Report } from './lib/report.mjs';

/** What a template's cases.yaml holds; README.md says what it means. */
const casesSchema = z.strictObject({
  accepted: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9-]+$/),
        parameters: z.looseObject({
          name: z.string(),
          description: z.string(),
        }),
      }),
    )
    .min(1),
  refused: z.array(
    z.strictObject({
      change: z.record(z.string(), z.unknown()),
      message: z.string(),
    }),
  ),
});

const HERE = path.dirname(fileURLToPath(import.meta.url));
const TEMPLATES = path.join(HERE, '../templates');
const update = process.argv.includes('--update');
const only = process.argv.slice(2).filter(arg => !arg.startsWith('--'));

const report = new Report();
const work = mkdtempSync(path.join(tmpdir(), 'michi-templates-'));
try {
  await refusesWrongThings(report, path.join(work, 'wrong'));
  for (const template of templates()) {
    await testTemplate(template);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
report.end();

/** Templates that come with cases. */
function templates() {
  return readdirSync(TEMPLATES)
    .filter(name => existsSync(path.join(TEMPLATES, name, 'cases.yaml')))
    .filter(name => only.length === 0 || only.includes(name));
}

/** @param {string} template */
async function testTemplate(template) {
  const templateDir = path.join(TEMPLATES, template);
  const { accepted, refused } = casesSchema.parse(
    parse(readFileSync(path.join(templateDir, 'cases.yaml'), 'utf8')),
  );
  const base = accepted[0]?.parameters;
  const good = accepted.map(({ name, parameters }) => ({
    templateDir,
    outputDir: path.join(work, template, name),
    parameters,
  }));
  const bad = refused.map(({ change }, index) => ({
    templateDir,
    outputDir: path.join(work, template, `refused-${index}`),
    parameters: { ...base, ...change },
  }));
  /** @type {{output?: unknown, error?: string}[]} */
  let answers = [];
  const rendered = await report.check(
    `${template}: the scaffolder runs it`,
    async () => {
      answers = await render([...good, ...bad]);
    },
  );
  if (!rendered) {
    return;
  }
  for (const [index, { outputDir, parameters }] of good.entries()) {
    const own = path.basename(outputDir);
    const name = `${template} ${own}`;
    const complete = await report.check(`${name}: renders`, () => {
      const { error } = answers[index] ?? {};
      if (error) throw new CheckFailed(error);
    });
    if (complete) {
      const golden = path.join(templateDir, '__golden__', own);
      await testRepository(name, outputDir, golden, parameters);
    }
  }
  for (const [index, { change, message }] of refused.entries()) {
    const { error } = answers[good.length + index] ?? {};
    await report.check(`${template}: refuses ${JSON.stringify(change)}`, () => {
      if (!error || !new RegExp(message, 'u').test(error)) {
        throw new CheckFailed(error ? `It says: ${error}` : 'It was accepted');
      }
      if (readdirSync(bad[index]?.outputDir ?? '').length > 0) {
        throw new CheckFailed('It wrote files before it refused');
      }
    });
  }
}

/**
 * @param {{templateDir: string, outputDir: string, parameters: object}[]} jobs
 */
async function render(jobs) {
  for (const { outputDir } of jobs) {
    mkdirSync(outputDir, { recursive: true });
  }
  const transform = createRequire(import.meta.url).resolve(
    '@backstage/cli-node/config/nodeTransform.cjs',
  );
  const { code, stdout, stderr } = await run(
    process.execPath,
    ['--require', transform, path.join(HERE, 'render.mjs')],
    { input: JSON.stringify(jobs) },
  );
  if (code !== 0) {
    throw new CheckFailed(stderr.trim());
  }
  return JSON.parse(stdout);
}

/**
 * @param {string} name
 * @param {string} folder the rendered repository
 * @param {string} golden
 * @param {{name: string, description: string}} parameters
 */
async function testRepository(name, folder, golden, parameters) {
  if (update) {
    rmSync(golden, { recursive: true, force: true });
    cpSync(folder, golden, { recursive: true });
  }
  await report.check(`${name}: golden files`, () =>
    checks.sameFiles(golden, folder),
  );
  await report.check(`${name}: values arrive as data`, () =>
    checks.valuesAreData(folder, parameters),
  );
  await report.check(`${name}: catalog-info.yaml`, () =>
    checks.catalogInfoValid(path.join(folder, 'catalog-info.yaml')),
  );
  await report.check(`${name}: actions are pinned, rights are least`, () =>
    checks.workflowsPinned(folder),
  );
  await report.check(`${name}: actionlint`, () => checks.workflowsLint(folder));
  await report.check(`${name}: kubeconform on deploy/`, () =>
    checks.manifestsValid({ file: path.join(folder, 'deploy') }),
  );
  for (const environment of readdirSync(path.join(folder, 'deploy'))) {
    const file = path.join(folder, 'deploy', environment, 'application.yaml');
    if (existsSync(file)) {
      await report.check(`${name}: Flux marker in ${environment}`, () =>
        checks.fluxMarkers(file),
      );
      await report.check(
        `${name}: KubeVela renders ${environment}`,
        async () => {
          await checks.manifestsValid({
            text: await checks.renderApplication(file),
          });
        },
      );
    }
  }
  if (existsSync(path.join(folder, 'go.mod'))) {
    await report.check(`${name}: gofmt`, () => checks.goFormatted(folder));
    await report.check(`${name}: go vet`, () => checks.goVet(folder));
    await report.check(`${name}: go build`, () =>
      checks.goBuild(folder, path.join(work, 'built')),
    );
    await report.check(`${name}: go test -race`, () => checks.goTest(folder));
  }
}
