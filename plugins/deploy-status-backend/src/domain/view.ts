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

/** What the id of a revision is unique in: its repository, and there its chart, if it is of one. */
export function revisionHome({ repoUrl = '', chart }: SourceRevision): string {
  return chart ? `${repoUrl}/${chart}` : repoUrl;
}

/** Metadata of a revision is kept by this: it is the same on every instance. */
export function revisionKey(revision: SourceRevision): string {
  return `${revisionHome(revision)}@${revision.id}`;
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

/**
 * Where an Application's logs are. Values are encoded, so that a name cannot
 * change where the link leads; an unknown placeholder is left as it is.
 */
export function logsUrlOf(
  template: string,
  application: Pick<ObservedApplication, 'name' | 'namespace'>,
  environment: string,
): string {
  const values = new Map([
    ['application', application.name],
    ['namespace', application.namespace],
    ['environment', environment],
  ]);
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values.get(name);
    return value === undefined ? placeholder : encodeURIComponent(value);
  });
}

/** An Application as the API tells it. */
export function toApplication(
  observed: ObservedApplication,
  instance: Instance,
  lookup: RevisionLookup,
  /** Address of logs, with placeholders. */
  logsTemplate?: string,
): Application {
  const {
    labels,
    resourceVersion,
    inControllerNamespace,
    hasKubeVela,
    healthSince,
    operationRevisions,
    operationScope,
    queued,
    unrecorded,
    waiting,
    ...shared
  } = observed;
  return {
    ...shared,
    environment: instance.environment,
    revisions: observed.revisions.map(one => toRevision(one, lookup)),
    ...(waiting && {
      waiting: waiting.map(one => toRevision(one, lookup)),
    }),
    ...(logsTemplate && {
      logsUrl: logsUrlOf(logsTemplate, observed, instance.environment),
    }),
    observedAt: lastConfirmed(observed, instance),
    live: instance.connection === 'connected',
  };
}
