import { NotFoundError } from '@backstage/errors';
import type {
  Deployment,
  EntityStatus,
  Instance,
} from '@michi/plugin-deploy-status-common';
import { commitUrl } from '../domain/commitUrl';
import { entityState } from '../domain/entityState';
import type { ObservedDeployment, SourceRevision } from '../domain/observed';
import {
  revisionKey,
  toApplication,
  toRevision,
  type RevisionLookup,
} from '../domain/view';
import type { DeploymentQuery, StatusStore } from '../store/StatusStore';
import {
  entityApplications,
  readableApplications,
  type EntityApplications,
} from './entityApplications';
import type { EntityIndex } from './EntityIndex';
import type { FollowedInstances } from './FollowedInstances';

/** Deployments of the asked entities. */
export interface DeploymentAnswer {
  deployments: Deployment[];
  total: number;
  failed: number;
}

/**
 * Answers what people ask. Permissions are checked before; all that an answer
 * about the present needs is in memory.
 */
export class StatusService {
  readonly #board;

  constructor(
    private readonly followed: FollowedInstances,
    private readonly store: StatusStore,
    private readonly entities: EntityIndex,
    /** The kind of Git host behind a page, as Backstage's integrations know it. */
    private readonly gitHostType: (page: string) => string | undefined,
  ) {
    this.#board = followed.board;
  }

  /** @throws NotFoundError for an entity that the catalog does not have. */
  async entityStatus(entityRef: string): Promise<EntityStatus> {
    const [entity] = await this.entities.get([entityRef]);
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no entity ${entityRef}. Check its kind, namespace and name`,
      );
    }
    return this.#status(entityApplications(entity, this.#board));
  }

  /**
   * In the order asked for. Entities that the catalog does not have, or whose
   * selector cannot be read, are `not-annotated`: one mistake does not hide the
   * others, and the entity's own status names it.
   */
  async entityStatuses(entityRefs: string[]): Promise<EntityStatus[]> {
    const entities = await this.entities.get(entityRefs);
    return entities.map((entity, index) =>
      this.#status(
        (entity && readableApplications(entity, this.#board)) ?? {
          entityRef: entityRefs[index] ?? '',
          instances: [],
          applications: [],
        },
      ),
    );
  }

  /** Newest first. */
  async deployments(
    entityRefs: string[],
    since: Date,
    limit: number,
  ): Promise<DeploymentAnswer> {
    const entities = await this.entities.get(entityRefs);
    const found = entities.flatMap(
      entity => (entity && readableApplications(entity, this.#board)) ?? [],
    );
    const asked = found.flatMap(one =>
      deployedNames(one).map(name => ({ ...name, entityRef: one.entityRef })),
    );
    const page = await this.store.findDeployments({
      applications: asked,
      since,
      limit,
    });
    const lookup = await this.#lookupWith(
      page.deployments.flatMap(({ revisions }) => revisions),
    );
    const environments = new Map(
      this.#board.instances().map(one => [one.name, one.environment]),
    );
    return {
      total: page.total,
      failed: page.failed,
      deployments: page.deployments.map(one =>
        toDeployment(one, {
          environment: environments.get(one.instance) ?? one.instance,
          // Two entities may name one Application: the first one shows it.
          entityRef: asked.find(name => isNamed(one, name))?.entityRef ?? '',
          lookup,
        }),
      ),
    };
  }

  instances(): Instance[] {
    return [...this.#board.instances()];
  }

  #status(found: EntityApplications): EntityStatus {
    const byName = new Map(found.instances.map(one => [one.name, one]));
    const lookup = this.#lookup(revision =>
      this.followed.revisions.get(revision),
    );
    const applications = found.applications.flatMap(application => {
      const instance = byName.get(application.instance);
      const { logsUrl } = this.#board.config(application.instance);
      return instance
        ? [toApplication(application, instance, lookup, logsUrl)]
        : [];
    });
    return {
      entityRef: found.entityRef,
      state: entityState({
        annotated: found.locator !== undefined,
        configured: this.#board.instances().length,
        instances: [...found.instances],
        applications,
      }),
      applications,
      instances: [...found.instances],
    };
  }

  #lookup(metadata: RevisionLookup['metadata']): RevisionLookup {
    return {
      metadata,
      url: revision => commitUrl(revision, this.gitHostType),
    };
  }

  /** Old revisions are not in memory. */
  async #lookupWith(revisions: SourceRevision[]): Promise<RevisionLookup> {
    const { revisions: cache } = this.followed;
    const stored = await this.store.findRevisions(
      revisions.filter(revision => !cache.get(revision)),
    );
    return this.#lookup(
      revision => cache.get(revision) ?? stored.get(revisionKey(revision)),
    );
  }
}

/**
 * Where the deployments of an entity are to be found. By name where the entity
 * has one, so that they are found after the Application is gone.
 */
function deployedNames(
  found: EntityApplications,
): DeploymentQuery['applications'] {
  const { locator, instances, applications } = found;
  return locator?.name
    ? instances.map(instance => ({
        instance: instance.name,
        name: locator.name ?? '',
        namespace: locator.namespace,
        project: locator.project,
      }))
    : applications.map(({ instance, name, namespace }) => ({
        instance,
        name,
        namespace,
      }));
}

/** Whether a deployment is one of those that a name asked for. */
function isNamed(
  one: ObservedDeployment,
  name: DeploymentQuery['applications'][number],
): boolean {
  return (
    one.instance === name.instance &&
    one.application === name.name &&
    (name.namespace === undefined
      ? one.inControllerNamespace
      : one.namespace === name.namespace) &&
    (name.project === undefined || one.project === name.project)
  );
}

function toDeployment(
  observed: ObservedDeployment,
  context: { environment: string; entityRef: string; lookup: RevisionLookup },
): Deployment {
  const { uid, namespace, inControllerNamespace, project, retries, ...shared } =
    observed;
  return {
    ...shared,
    environment: context.environment,
    entityRef: context.entityRef,
    revisions: observed.revisions.map(one => toRevision(one, context.lookup)),
  };
}
