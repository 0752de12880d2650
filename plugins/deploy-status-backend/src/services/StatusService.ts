import { NotFoundError } from '@backstage/errors';
import type {
  EntityStatus,
  Instance,
} from '@michi/plugin-deploy-status-common';
import { commitUrl } from '../domain/commitUrl';
import { entityState } from '../domain/entityState';
import { toApplication, type RevisionLookup } from '../domain/view';
import {
  entityApplications,
  readableApplications,
  type EntityApplications,
} from './entityApplications';
import type { EntityIndex } from './EntityIndex';
import type { FollowedInstances } from './FollowedInstances';
import type { PortalRequests } from './PortalRequests';

/**
 * Answers what people ask. Permissions are checked before; all that an answer
 * about the present needs is in memory, but for who asked for an operation: that
 * is read once for each.
 */
export class StatusService {
  readonly #board;

  constructor(
    private readonly followed: FollowedInstances,
    private readonly entities: EntityIndex,
    /** The kind of Git host behind a page, as Backstage's integrations know it. */
    private readonly gitHostType: (page: string) => string | undefined,
    private readonly requests: Pick<PortalRequests, 'told'>,
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
    const status = this.#status(entityApplications(entity, this.#board));
    const [told] = await this.#told([status]);
    return told ?? status;
  }

  /**
   * In the order asked for. Entities that the catalog does not have, or whose
   * selector cannot be read, are `not-annotated`: one mistake does not hide the
   * others, and the entity's own status names it.
   */
  async entityStatuses(entityRefs: string[]): Promise<EntityStatus[]> {
    const entities = await this.entities.get(entityRefs);
    return this.#told(
      entities.map((entity, index) =>
        this.#status(
          (entity && readableApplications(entity, this.#board)) ?? {
            entityRef: entityRefs[index] ?? '',
            instances: [],
            applications: [],
          },
        ),
      ),
    );
  }

  instances(): Instance[] {
    return [...this.#board.instances()];
  }

  /** Another one as soon as anything of the present has changed. */
  version(): string {
    return this.#board.version();
  }

  /** With those persons only of whom the portal knows that they asked for something. */
  async #told(statuses: EntityStatus[]): Promise<EntityStatus[]> {
    const all = statuses.flatMap(({ applications }) => applications);
    const told = await this.requests.told(all);
    return told.size === 0
      ? statuses
      : statuses.map(status => ({
          ...status,
          applications: status.applications.map(one => told.get(one) ?? one),
        }));
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
}
