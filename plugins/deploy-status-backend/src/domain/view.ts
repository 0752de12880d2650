import type {
  Application,
  Instance,
  Revision,
} from '@michi/plugin-deploy-status-common';
import type {
  ObservedApplication,
  RevisionMetadata,
  SourceRevision,
} from './observed';

/** What is known about commits, and where their pages are. */
export interface RevisionLookup {
  metadata(revision: SourceRevision): RevisionMetadata | undefined;
  url(revision: SourceRevision): string | undefined;
}

/** Metadata of a commit is kept per repository: it is the same on every instance. */
export function revisionKey(revision: SourceRevision): string {
  return `${revision.repoUrl ?? ''}@${revision.id}`;
}

/** A revision with what is known about it. */
export function toRevision(
  revision: SourceRevision,
  lookup: RevisionLookup,
): Revision {
  const url = lookup.url(revision);
  return {
    id: revision.id,
    ...lookup.metadata(revision),
    ...(url && { url }),
  };
}

/**
 * When the state of an Application was last known to be true. While the watch
 * is open, silence confirms it; `instance.lastContactAt` moves only then.
 */
function lastConfirmed(
  application: ObservedApplication,
  instance: Instance,
): string {
  const contact = instance.lastContactAt;
  return contact && Date.parse(contact) > Date.parse(application.observedAt)
    ? contact
    : application.observedAt;
}

/** An Application as the API tells it. */
export function toApplication(
  observed: ObservedApplication,
  instance: Instance,
  lookup: RevisionLookup,
): Application {
  const {
    labels,
    resourceVersion,
    inControllerNamespace,
    hasKubeVela,
    operationRevisions,
    ...shared
  } = observed;
  return {
    ...shared,
    environment: instance.environment,
    revisions: observed.revisions.map(one => toRevision(one, lookup)),
    observedAt: lastConfirmed(observed, instance),
    live: instance.connection === 'connected',
  };
}
