import { posix } from 'node:path';
import type { ManifestSource } from './operable';

/** Where the line that names an image may be. */
export interface ManifestPlace {
  repoUrl: string;
  /** The branch, tag or commit that Argo CD follows; the default branch where it is absent. */
  revision?: string;
  /** A folder with all below it, or one file. Empty for the whole repository. */
  path: string;
  kind: 'folder' | 'file';
}

/** A path below the repository's root; undefined for one that leads out of it. */
function inside(path: string): string | undefined {
  const normal = posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');
  const leaves = posix.normalize(path).startsWith('../');
  return leaves ? undefined : normal;
}

/**
 * Where to look for an Application's images, the likeliest first: the values
 * files that Helm is given, then everything in its folders. A chart out of a
 * registry has no place; `$name/file` lies in the source of that name. Pure.
 */
export function manifestPlaces(
  sources: readonly ManifestSource[],
): ManifestPlace[] {
  const place = (
    { repoUrl, revision }: ManifestSource,
    kind: ManifestPlace['kind'],
    path: string,
  ): ManifestPlace[] => {
    const checked = inside(path);
    return checked === undefined
      ? []
      : [{ repoUrl, ...(revision && { revision }), path: checked, kind }];
  };
  const files = sources.flatMap(source =>
    source.valueFiles.flatMap(file => {
      const [, ref, rest] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
      if (ref && rest) {
        const named = sources.find(one => one.ref === ref);
        return named ? place(named, 'file', rest) : [];
      }
      const isUrl = URL.canParse(file);
      return source.chart || isUrl
        ? []
        : place(source, 'file', posix.join(source.path ?? '', file));
    }),
  );
  const folders = sources.flatMap(source =>
    source.chart || (source.ref && !source.path)
      ? []
      : place(source, 'folder', source.path ?? ''),
  );
  return [...files, ...folders];
}
