import { posix } from 'node:path';
import { kustomizationOf, kustomizeFiles } from './kustomizeFiles';
import type { ManifestPlace } from './manifestPlaces';

const without = (paths: readonly string[], others: readonly string[]) =>
  paths.filter(one => !others.includes(one));

/**
 * The files of a place in layers, of which an earlier one decides before a later
 * one. What names an image only in a later layer than another does is not what
 * runs here, and often what runs elsewhere: a chart's folder has the values of
 * the other environments beside its own, and a folder may have theirs below it.
 *
 * - Of a chart: its default values, then its templates. Values files are taken
 *   where the Application names them, as places of their own.
 * - Of Kustomize: its `images`, then what it builds from, and nothing else.
 * - Of plain manifests: those in the folder itself, then those below it, as
 *   some other tool may read them; together where Argo CD itself does.
 *
 * Pure.
 *
 * @param texts - the manifests at the place, by their paths from the repository's root
 */
export function manifestLayers(
  { kind, path, recurse = false }: ManifestPlace,
  texts: ReadonlyMap<string, string>,
): string[][] {
  const paths = [...texts.keys()];
  if (kind === 'file') {
    return [paths];
  }
  const direct = paths.filter(one => posix.dirname(one) === (path || '.'));
  const named = (test: (name: string) => boolean) =>
    direct.filter(one => test(posix.basename(one)));
  if (named(name => name === 'Chart.yaml').length > 0) {
    const templates = posix.join(path, 'templates/');
    return [
      named(name => name === 'values.yaml'),
      paths.filter(one => one.startsWith(templates)),
    ];
  }
  const kustomization = kustomizationOf(path, texts);
  if (kustomization !== undefined) {
    const built = [...kustomizeFiles(kustomization, texts)];
    return [[kustomization], without(built, [kustomization])];
  }
  return recurse ? [paths] : [direct, without(paths, direct)];
}
