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
  /** Whose place it is, by the index of the source: each source is rendered for itself. */
  source: number;
  /** Of a folder: whether Argo CD also takes manifests from the folders below it. */
  recurse?: boolean;
}

const FILE = { kind: 'file' } as const;

/** A path below the repository's root; undefined for one that leads out of it. */
function inside(path: string): string | undefined {
  const normal = posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');
  const leaves = posix.normalize(path).startsWith('../');
  return leaves ? undefined : normal;
}

/**
 * Where to look for an Application's images. Of one source, what decides comes
 * first: the values files that Helm is given, the last before the others as it
 * overrides them, then its folder. A chart out of a registry has no place;
 * `$name/file` lies in the source of that name. Pure.
 */
export function manifestPlaces(
  sources: readonly ManifestSource[],
): ManifestPlace[] {
  const place = (
    index: number,
    { repoUrl, revision }: ManifestSource,
    path: string,
    kind: Pick<ManifestPlace, 'kind' | 'recurse'>,
  ): ManifestPlace[] => {
    const checked = inside(path);
    return checked === undefined
      ? []
      : [
          {
            repoUrl,
            ...(revision && { revision }),
            path: checked,
            ...kind,
            source: index,
          },
        ];
  };
  const files = sources.flatMap((source, index) =>
    source.valueFiles
      .flatMap(file => {
        const [, ref, rest] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
        if (ref && rest) {
          const named = sources.find(one => one.ref === ref);
          return named ? place(index, named, rest, FILE) : [];
        }
        const isUrl = URL.canParse(file);
        const path = posix.join(source.path ?? '', file);
        return source.chart || isUrl ? [] : place(index, source, path, FILE);
      })
      .reverse(),
  );
  const folders = sources.flatMap((source, index) =>
    source.chart || (source.ref && !source.path)
      ? []
      : place(index, source, source.path ?? '', {
          kind: 'folder',
          ...(source.recurse && { recurse: true }),
        }),
  );
  return [...files, ...folders];
}
