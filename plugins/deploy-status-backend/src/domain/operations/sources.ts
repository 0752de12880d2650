import type { SourceRevision } from '../observed';
import type { OperableApplication } from './operable';

/**
 * Whether an operation can name a revision. With auto-sync Argo CD takes none but
 * the newest, and for several sources there is not one that could be named.
 */
export function takesRevision({
  autoSync,
  sources,
}: Pick<OperableApplication, 'autoSync' | 'sources'>): boolean {
  return !autoSync && sources.length === 1;
}

/** Revisions of an Application with the repositories that they belong to. */
export function withSources(
  ids: readonly string[],
  { sources }: Pick<OperableApplication, 'sources'>,
): SourceRevision[] {
  return ids.map((id, index) => {
    const source = sources[index];
    return {
      id,
      ...(source && { repoUrl: source.repoUrl }),
      ...(source?.chart && { chart: source.chart }),
      ...(ids.length > 1 && { sourceIndex: index }),
    };
  });
}
