import type { Repositories } from '../world';
import { failedPrecondition } from './errors';
import { ManifestError, readManifests, type Manifests } from './manifests';
import type { AppRecord } from './record';

/** What an application should be at the newest commit, or why nobody can tell. */
export async function readTarget(
  repositories: Repositories,
  record: AppRecord,
): Promise<{
  revision?: string;
  manifests?: Manifests;
  error?: string;
}> {
  const { source, destination } = record.application.spec;
  const revision = await repositories.head(record.repository);
  if (revision === undefined) {
    return {
      error:
        'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = failed to list refs: repository not found: ',
    };
  }
  const { comparedTo } = record.application.status.sync;
  const isKnown =
    record.desired?.revision === revision &&
    comparedTo.source.path === source.path &&
    comparedTo.destination.namespace === destination.namespace;
  if (isKnown) return { revision, manifests: record.desired };
  try {
    const manifests = await readManifests(
      repositories,
      record.repository,
      source.path ?? '.',
      revision,
      destination.namespace ?? 'default',
    );
    return { revision, manifests };
  } catch (error) {
    if (error instanceof ManifestError) {
      return { revision, error: error.message };
    }
    throw error;
  }
}

/**
 * The commit that a revision of a sync request means.
 *
 * @throws ArgoCdError (code 9) where there is none
 */
export async function resolveRevision(
  repositories: Repositories,
  record: AppRecord,
  revision: string | undefined,
): Promise<string> {
  const { targetRevision } = record.application.spec.source;
  const { repository } = record;
  if (!revision || revision === targetRevision || revision === 'HEAD') {
    const head = await repositories.head(repository);
    if (head !== undefined) return head;
    throw failedPrecondition(
      'error resolving repo revision: rpc error: code = Unknown desc = failed to list refs: repository not found: ',
    );
  }
  const commit = await repositories.commit(repository, revision);
  if (commit) return commit.sha;
  throw failedPrecondition(
    `error resolving repo revision: rpc error: code = Unknown desc = unable to resolve '${revision}' to a commit SHA`,
  );
}
