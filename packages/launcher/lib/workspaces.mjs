import fs from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Workspace
 * @property {string} name
 * @property {string} dir
 * @property {{private?: boolean, files?: string[], license?: string, configSchema?: string, dependencies?: Record<string, string>, devDependencies?: Record<string, string>, peerDependencies?: Record<string, string>, backstage?: {role?: string}, scripts?: Record<string, string>}} manifest
 */

/**
 * The packages of the repository.
 *
 * @param {string} root
 * @returns {Workspace[]}
 */
export function workspaces(root) {
  return ['packages', 'plugins']
    .map(folder => path.join(root, folder))
    .filter(folder => fs.existsSync(folder))
    .flatMap(folder =>
      fs
        .readdirSync(folder)
        .sort()
        .map(name => path.join(folder, name)),
    )
    .filter(dir => fs.existsSync(path.join(dir, 'package.json')))
    .map(dir => {
      const manifest = JSON.parse(
        fs.readFileSync(path.join(dir, 'package.json'), 'utf8'),
      );
      return { name: manifest.name, dir, manifest };
    });
}

/**
 * A package and every package of the repository it needs to run.
 *
 * @param {Workspace[]} all
 * @param {string} name
 * @returns {Workspace[]}
 */
export function closure(all, name) {
  const byName = new Map(all.map(workspace => [workspace.name, workspace]));
  /** @type {Set<Workspace>} */
  const seen = new Set();
  /** @param {string} next */
  const visit = next => {
    const workspace = byName.get(next);
    if (!workspace || seen.has(workspace)) return;
    seen.add(workspace);
    Object.keys(workspace.manifest.dependencies ?? {}).forEach(visit);
  };
  visit(name);
  return [...seen].sort((a, b) => (a.dir < b.dir ? -1 : 1));
}

/**
 * Direct dependencies that are declared and not installed.
 *
 * @param {string} root
 * @param {Workspace[]} all
 * @returns {string[]}
 */
export function missingDependencies(root, all) {
  const rootManifest = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const missing = new Set();
  for (const { dir, manifest } of [
    ...all,
    { dir: root, manifest: rootManifest },
  ]) {
    for (const name of Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })) {
      const there = [dir, root].some(base =>
        fs.existsSync(path.join(base, 'node_modules', name, 'package.json')),
      );
      if (!there) missing.add(name);
    }
  }
  return [...missing];
}
