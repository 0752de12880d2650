import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import {
  deployStatusReadPermission,
  type Figures,
  type Insights,
  type InsightsScope,
} from '@michi/plugin-deploy-status-common';
import { checkedRef, type IndexedEntity } from '../domain/indexedEntity';
import type { Assessed } from '../domain/insights/assess';
import { figuresOf } from '../domain/insights/figures';
import { earliestOf, groupsOf } from '../domain/insights/groups';
import {
  intoParts,
  partsOf,
  type Bucket,
  type Part,
} from '../domain/insights/parts';
import type { InsightsStore } from '../store/InsightsStore';
import { LedgerReader } from './LedgerReader';
import { periodOf, tooManyParts } from './period';
import type { RemovedApplications } from './RemovedApplications';
import type { StatusBoard } from './StatusBoard';

/** The catalog's entities, as `EntityIndex` has them. */
export interface ServiceSource {
  all(): Promise<readonly IndexedEntity[]>;
  get(refs: readonly string[]): Promise<Array<IndexedEntity | undefined>>;
}

/** What is asked. */
export interface InsightsRequest {
  scope: InsightsScope;
  /** ISO 8601. */
  since: string;
  /** Now where it is absent or later. */
  until?: string;
  bucket?: Bucket;
}

type Permit = (refs: string[]) => Promise<ReadonlySet<string>>;

/** Everybody's figures change slowly and are the most to read. */
const PLATFORM_KEPT_MS = 60_000;

/** Services without an owner, in the breakdown of the platform. */
const NOBODY = 'none';

/** How often, how fast and how well services deploy, from the ledger. */
export class InsightsService {
  readonly #ledger: LedgerReader;
  readonly #production: ReadonlySet<string>;

  constructor(
    private readonly options: {
      entities: ServiceSource;
      board: StatusBoard;
      store: InsightsStore;
      removed: RemovedApplications;
      logger: LoggerService;
      /** The environments that count as production. */
      production: readonly string[];
      /** How long deployments are kept: nothing is asked of before. */
      retentionMs?: number;
      /** How long what was read of the whole platform is used. */
      platformKeptMs?: number;
      now?: () => number;
    },
  ) {
    this.#ledger = new LedgerReader(options);
    this.#production = new Set(options.production);
  }

  /**
   * @param permit - which of the services found the caller may read
   * @throws InputError for a period or a reference that is none;
   * NotAllowedError for one service that the caller may not read; NotFoundError
   * for one that the catalog does not have.
   */
  async insights(request: InsightsRequest, permit: Permit): Promise<Insights> {
    const { retentionMs, now = Date.now } = this.options;
    const { scope, bucket } = request;
    const period = periodOf(request, now(), retentionMs);
    const parts = bucket ? partsOf(period, bucket) : [];
    if (!parts) {
      throw tooManyParts(bucket);
    }
    const entities = await this.#entities(scope, permit);
    const permitted = await permit(entities.map(one => one.entityRef));
    const { assessed, recordsSince, running } = await this.#ledger.read({
      key: scope.kind === 'platform' ? scope.kind : checkedRef(scope.ref),
      services: entities,
      everything: scope.kind === 'platform',
      since: period.from,
      keptMs:
        scope.kind === 'platform'
          ? (this.options.platformKeptMs ?? PLATFORM_KEPT_MS)
          : 0,
    });
    const present = new Set(
      [...permitted].filter(ref => running.has(ref) || recordsSince.has(ref)),
    );
    const inPeriod = assessed.filter(
      ({ record }) =>
        record.startedAt >= period.from &&
        record.startedAt < period.to &&
        present.has(record.service),
    );
    const first = earliestOf(present, recordsSince);
    const figures = (of: Iterable<Assessed>, part: Part, since = first) =>
      figuresOf(of, {
        ...part,
        production: this.#production,
        recordsSince: since,
      });
    return {
      scope,
      since: iso(period.from),
      until: iso(period.to),
      production: [...this.#production],
      services: present.size,
      denied: entities.length - permitted.size,
      ...(first !== undefined && { recordsSince: iso(first) }),
      figures: figures(inPeriod, period),
      series: intoParts(
        inPeriod,
        ({ record }) => record.startedAt,
        parts,
      ).flatMap((of, index) => {
        const part = parts[index];
        return part
          ? {
              from: iso(part.from),
              to: iso(part.to),
              figures: figures(of, part),
            }
          : [];
      }),
      breakdown: await this.#breakdown(
        scope,
        entities.filter(one => present.has(one.entityRef)),
        inPeriod,
        (of, refs) => figures(of, period, earliestOf(refs, recordsSince)),
      ),
    };
  }

  async #entities(
    scope: InsightsScope,
    permit: Permit,
  ): Promise<readonly IndexedEntity[]> {
    const { entities } = this.options;
    if (scope.kind === 'platform') {
      return entities.all();
    }
    const ref = checkedRef(scope.ref);
    if (scope.kind !== 'service') {
      const field = scope.kind === 'team' ? 'owner' : 'system';
      return (await entities.all()).filter(one => one[field] === ref);
    }
    if (!(await permit([ref])).has(ref)) {
      throw new NotAllowedError(
        `You need the permission ${deployStatusReadPermission.name} for ${ref}. The platform team grants it.`,
      );
    }
    const [entity] = await entities.get([ref]);
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no entity ${ref}. Check its kind, namespace and name`,
      );
    }
    return [entity];
  }

  /** One level down; those that deploy most come first. */
  async #breakdown(
    scope: InsightsScope,
    entities: readonly IndexedEntity[],
    assessed: readonly Assessed[],
    figures: (of: Iterable<Assessed>, refs: Iterable<string>) => Figures,
  ): Promise<Insights['breakdown']> {
    if (scope.kind === 'service') {
      return [];
    }
    const byTeam = scope.kind === 'platform';
    const groups = groupsOf(entities, assessed, ({ entityRef, owner }) =>
      byTeam ? (owner ?? NOBODY) : entityRef,
    );
    const titles = byTeam
      ? await this.#titles([...groups.keys()].filter(name => name !== NOBODY))
      : new Map(entities.map(one => [one.entityRef, one.title]));
    return [...groups]
      .map(([ref, { refs, of }]) => {
        const title = titles.get(ref);
        return {
          kind: byTeam ? ('team' as const) : ('service' as const),
          ref,
          ...(title && { title }),
          figures: figures(of, refs),
        };
      })
      .sort(
        (a, b) =>
          b.figures.deploymentFrequency.n - a.figures.deploymentFrequency.n ||
          (a.ref < b.ref ? -1 : 1),
      );
  }

  /** Figures without names are better than none while the catalog is away. */
  async #titles(refs: string[]): Promise<Map<string, string | undefined>> {
    try {
      const found = await this.options.entities.get(refs);
      return new Map(refs.map((ref, index) => [ref, found[index]?.title]));
    } catch (error) {
      this.options.logger.warn(
        'The names of teams could not be read; their references are shown',
        toError(error),
      );
      return new Map();
    }
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
