import type { Deployment } from '@michi/plugin-deploy-status-common';
import { commitUrl } from '../domain/commitUrl';
import { toDeployment, type DeploymentContext } from '../domain/deploymentView';
import type { IndexedEntity } from '../domain/indexedEntity';
import { ServiceFinder } from '../domain/insights/ServiceFinder';
import {
  keyOf,
  type ObservedDeployment,
  type SourceRevision,
} from '../domain/observed';
import { revisionKey, type RevisionLookup } from '../domain/view';
import type { DeploymentQuery, StatusStore } from '../store/StatusStore';
import { deployedNames } from './deployedNames';
import type { RevisionCache } from './RevisionCache';
import { RemovedApplications } from './RemovedApplications';
import type { PortalRequests } from './PortalRequests';
import type { StatusBoard } from './StatusBoard';

/** Deployments of the asked entities. */
export interface DeploymentAnswer {
  deployments: Deployment[];
  total: number;
  failed: number;
}

/** Which of them are asked for. */
export interface DeploymentFilter extends Pick<
  DeploymentQuery,
  'since' | 'before' | 'only' | 'limit'
> {
  environments?: string[];
}

/** Finds entities by their references, in the order asked for. */
export interface Entities {
  get(refs: readonly string[]): Promise<Array<IndexedEntity | undefined>>;
}

/**
 * Answers what was deployed. Permissions are checked before. Nothing is asked of
 * Argo CD, and Applications may be long gone.
 */
export class DeploymentService {
  readonly #removed: RemovedApplications;

  constructor(
    private readonly options: {
      board: StatusBoard;
      revisions: RevisionCache;
      store: StatusStore;
      entities: Entities;
      requests: PortalRequests;
      /** The kind of Git host behind a page, as Backstage's integrations know it. */
      gitHostType: (page: string) => string | undefined;
    },
  ) {
    this.#removed = new RemovedApplications(options.store);
  }

  /** Newest first. Entities that the catalog does not have have none. */
  async deployments(
    entityRefs: string[],
    filter: DeploymentFilter,
  ): Promise<DeploymentAnswer> {
    const { board, entities, store, requests } = this.options;
    const { environments, ...query } = filter;
    const found = (await entities.get(entityRefs)).flatMap(one => one ?? []);
    const instances = board
      .instances()
      .filter(one => environments?.includes(one.environment) ?? true);
    const asked = await deployedNames(found, instances, board, this.#removed);
    const page = await store.findDeployments({ ...query, applications: asked });
    const [lookup, asking] = await Promise.all([
      this.#lookup(page.deployments.flatMap(({ revisions }) => revisions)),
      requests.of(page.deployments),
    ]);
    const environmentOf = new Map(
      instances.map(one => [one.name, one.environment]),
    );
    const finder = new ServiceFinder(asked);
    const context = (one: ObservedDeployment): DeploymentContext => {
      const request = asking.get(one);
      return {
        environment: environmentOf.get(one.instance) ?? one.instance,
        entityRef: finder.find(one) ?? '',
        lookup,
        current: this.#isCurrent(one),
        ...(request && { request }),
      };
    };
    return {
      ...page,
      deployments: page.deployments.map(one => toDeployment(one, context(one))),
    };
  }

  #isCurrent(one: ObservedDeployment): boolean {
    const now = this.options.board
      .book(one.instance)
      .all.get(keyOf({ namespace: one.namespace, name: one.application }));
    return now?.uid === one.uid && now.operation?.startedAt === one.startedAt;
  }

  /** Old revisions are not in memory. */
  async #lookup(revisions: SourceRevision[]): Promise<RevisionLookup> {
    const { revisions: cache, store, gitHostType } = this.options;
    const stored = await store.findRevisions(
      revisions.filter(revision => !cache.get(revision)),
    );
    return {
      metadata: revision =>
        cache.get(revision) ?? stored.get(revisionKey(revision)),
      url: revision => commitUrl(revision, gitHostType),
    };
  }
}
