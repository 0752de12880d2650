import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from './paths.mjs';
import { closure, workspaces } from './workspaces.mjs';

const all = workspaces(ROOT);

// What another Backstage adds; its README says how.
const OFFERED = [
  '@michi/plugin-deploy-status',
  '@michi/plugin-deploy-status-backend',
  '@michi/plugin-deploy-status-node',
];

for (const name of OFFERED) {
  test(`nothing that ${name} needs stays private`, () => {
    const needed = closure(all, name);
    assert.ok(needed.some(workspace => workspace.name === name));
    const kept = needed.filter(({ manifest }) => manifest.private);
    assert.deepEqual(
      kept.map(workspace => workspace.name),
      [],
    );
  });
}

for (const { name, dir, manifest } of all.filter(
  workspace => !workspace.manifest.private,
)) {
  test(`the package ${name} has what it says`, () => {
    assert.ok(manifest.license);
    assert.ok(manifest.files?.includes('dist'));
    const promised = [
      'README.md',
      ...(manifest.files ?? []),
      ...(manifest.configSchema ? [manifest.configSchema] : []),
    ];
    const missing = promised
      .filter(file => file !== 'dist') // made by the build
      .filter(file => !fs.existsSync(path.join(dir, file)));
    assert.deepEqual(missing, []);
    if (manifest.configSchema) {
      assert.ok(manifest.files?.includes(manifest.configSchema));
    }
  });
}

// These put plugins together that they find by their dependencies, and have
// what Backstage's own parts ask of an app.
const COMPOSED = ['app', 'backend', 'bench-bare-app'];

/** @param {string} dir the code of a package, tests included */
function codeOf(dir) {
  const files = ['src', 'lib', 'migrations']
    .map(folder => path.join(dir, folder))
    .filter(folder => fs.existsSync(folder))
    .flatMap(folder =>
      fs
        .readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map(file => path.join(folder, file)),
    )
    .filter(file => /\.[cm]?[jt]sx?$/.test(file));
  return files.map(file => fs.readFileSync(file, 'utf8')).join('\n');
}

for (const { name, dir, manifest } of all.filter(
  workspace => !COMPOSED.includes(path.basename(workspace.dir)),
)) {
  test(`the package ${name} depends on nothing that it never imports`, () => {
    const code = codeOf(dir);
    const unused = Object.keys(manifest.dependencies ?? {})
      .filter(dependency => !dependency.startsWith('@types/'))
      .filter(
        dependency =>
          !code.includes(`'${dependency}'`) &&
          !code.includes(`'${dependency}/`),
      );
    assert.deepEqual(unused, []);
  });
}
