import type { SourceRevision } from './observed';

const isSame = (a: SourceRevision) => (b: SourceRevision) =>
  a.id === b.id && a.repoUrl === b.repoUrl && a.chart === b.chart;

/**
 * Where Git is, if that is not what is deployed; each once. On a branch on which
 * others commit too it may be a commit of theirs.
 *
 * @param compared - where it is; absent where Argo CD found no difference to it
 */
export function waitingOf(
  compared: readonly SourceRevision[] | undefined,
  deployed: readonly SourceRevision[],
): SourceRevision[] | undefined {
  const waiting = (compared ?? []).filter(
    (one, index, all) =>
      !deployed.some(isSame(one)) && all.findIndex(isSame(one)) === index,
  );
  return waiting.length > 0 ? waiting : undefined;
}
