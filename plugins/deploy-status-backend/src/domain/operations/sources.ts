import type { SourceRevision } from '../observed';
import type { OperableApplication } from './operable';

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
