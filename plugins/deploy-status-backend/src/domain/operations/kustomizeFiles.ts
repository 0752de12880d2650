import { posix } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';

/** What a kustomization builds from, or changes that with. */
const PARTS = [
  'resources',
  'bases',
  'components',
  'crds',
  'generators',
  'transformers',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'helmCharts',
];
/** Where a part that is no text names its file. */
const FILE_KEYS = ['path', 'valuesFile'];

/** The kustomization of a folder. */
export function kustomizationOf(
  folder: string,
  texts: ReadonlyMap<string, string>,
): string | undefined {
  return ['kustomization.yaml', 'kustomization.yml']
    .map(name => posix.join(folder, name))
    .find(path => texts.has(path));
}

/**
 * The files from which a kustomization is built, itself among them, as far as
 * they are given. What lies below its folder and is not named, such as the
 * overlays of other environments over it, is not part of it. Pure.
 */
export function kustomizeFiles(
  kustomization: string,
  texts: ReadonlyMap<string, string>,
): Set<string> {
  const built = new Set<string>();
  const add = (path: string) => {
    if (built.has(path)) {
      return;
    }
    built.add(path);
    const folder = posix.dirname(path);
    for (const part of partsOf(texts.get(path) ?? '')) {
      const named = posix.join(folder, part).replace(/\/$/, '');
      const below = kustomizationOf(named, texts);
      if (below) {
        add(below);
      } else if (texts.has(named)) {
        built.add(named);
      }
    }
  };
  add(kustomization);
  return built;
}

function partsOf(text: string): string[] {
  const { contents, errors } = parseDocument(text, { uniqueKeys: false });
  if (errors.length > 0 || !isMap<Node>(contents)) {
    return [];
  }
  return PARTS.flatMap(key => {
    const part = contents.get(key, true);
    return isSeq(part) ? part.items : [];
  }).flatMap(item =>
    (isMap(item) ? FILE_KEYS.map(key => item.get(key, true)) : [item]).flatMap(
      node =>
        isScalar(node) && typeof node.value === 'string' ? node.value : [],
    ),
  );
}
