import { isCommit } from './commitUrl';
import type { SourceRevision } from './observed';

/** What a revision is, by which Argo CD is asked about it in one way or another. */
export type RevisionKind = 'commit' | 'chart' | 'artefact';

/** An exact version; a range of them may mean another one tomorrow. */
const VERSION = /^v?\d+\.\d+\.\d+(?:[-+_][\w.+-]+)?$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * What a revision is, if it names one thing for ever: a full SHA of a commit, an
 * exact version of a Helm chart, or the digest of an OCI artefact. Undefined for
 * branches, tags and ranges.
 */
export function revisionKind({
  id,
  chart,
  repoUrl,
}: SourceRevision): RevisionKind | undefined {
  if (chart) {
    return VERSION.test(id) || DIGEST.test(id) ? 'chart' : undefined;
  }
  if (repoUrl?.startsWith('oci://')) {
    return DIGEST.test(id) ? 'artefact' : undefined;
  }
  return isCommit(id) ? 'commit' : undefined;
}
