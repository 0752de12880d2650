import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import {
  deployStatusReadPermission,
  type Insights,
  type InsightsScope,
} from '@michi/plugin-deploy-status-common';
import { checkedRef, type IndexedEntity } from '../domain/indexedEntity';
import { grouped } from '../domain/insights/grouped';
import { partsOf, type Bucket } from '../domain/insights/parts';
import { ServicesFold } from '../domain/insights/ServicesFold';
import type { InsightsStore } from '../store/InsightsStore';
import { LedgerReader } from './LedgerReader';
import { periodOf, tooManyParts } from './period';
import type { Kept } from './Recent';
import type { RemovedApplications } from './RemovedApplications';
import type { StatusBoard } from './StatusBoard';
import { Turns } from './Turns';

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
const PLATFORM_KEPT: Kept = { freshMs: 60_000, staleMs: 10 * 60_000 };

/** Services without an owner, in the breakdown of the platform. */
const NOBODY = 'none';

/** How often, how fast and how well services deploy, from the ledger. */
export class InsightsService {
  readonly #ledger: LedgerReader;
  readonly #production: ReadonlySet<string>;
  readonly #now: () => number;

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
      now?: () => number;
    },
  ) {
    this.#production = new Set(options.production);
    this.#now = options.now ?? Date.now;
    this.#ledger = new LedgerReader({
      ...options,
      production: this.#production,
      now: this.#now,
    });
  }

  /**
   * @param permit - which of the services found the caller may read
   * @throws InputError for a period or a reference that is none;
   * NotAllowedError for one service that the caller may not read; NotFoundError
   * for one that the catalog does not have.
   */
  async insights(request: InsightsRequest, permit: Permit): Promise<Insights> {
    const { scope, bucket } = request;
    const period = periodOf(request, this.#now(), this.options.retentionMs);
    const parts = bucket ? partsOf(period, bucket) : [];
    if (!parts) {
      throw tooManyParts(bucket);
    }
    const entities = await this.#entities(scope, permit);
    const permitted = await permit(entities.map(one => one.entityRef));
    const { services, running, readAt } = await this.#ledger.read({
      // Nobody checks what kind of thing a reference is of: a service's may be asked for as a team's.
      key:
        scope.kind === 'platform'
          ? scope.kind
          : `${scope.kind} ${checkedRef(scope.ref)}`,
      services: entities,
      since: period.from,
      kept: scope.kind === 'platform' ? PLATFORM_KEPT : { freshMs: 0 },
    });
    const present = entities.filter(
      ({ entityRef: ref }) =>
        permitted.has(ref) && (running.has(ref) || services.has(ref)),
    );
    const turns = new Turns();
    const all = new ServicesFold(period, parts);
    const groups: Group[] = [];
    for (const [ref, of] of grouped(present, nameIn(scope))) {
      const fold = new ServicesFold(period);
      groups.push({ ref, fold });
      for (const { entityRef } of of) {
        const ledger = services.get(entityRef);
        if (ledger) {
          all.add(ledger);
          fold.add(ledger);
        }
        if (turns.over) await turns.pass();
      }
    }
    const series: Insights['series'] = [];
    for (const { from, to, figures } of all.series()) {
      series.push({ from: iso(from), to: iso(to), figures });
      if (turns.over) await turns.pass();
    }
    const first = all.recordsSince;
    return {
      scope,
      since: iso(period.from),
      until: iso(period.to),
      readAt: iso(readAt),
      production: [...this.#production],
      services: present.length,
      denied: entities.length - permitted.size,
      ...(first !== undefined && { recordsSince: iso(first) }),
      figures: all.figures(),
      series,
      breakdown:
        scope.kind === 'service'
          ? []
          : await this.#breakdown(scope, entities, groups, turns),
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
    groups: readonly Group[],
    turns: Turns,
  ): Promise<Insights['breakdown']> {
    const kind = scope.kind === 'platform' ? 'team' : 'service';
    const titles =
      kind === 'team'
        ? await this.#titles(
            groups.map(({ ref }) => ref).filter(ref => ref !== NOBODY),
          )
        : new Map(entities.map(one => [one.entityRef, one.title]));
    const breakdown: Insights['breakdown'] = [];
    for (const { ref, fold } of groups) {
      const title = titles.get(ref);
      const figures = fold.figures();
      breakdown.push({ kind, ref, ...(title && { title }), figures });
      if (turns.over) await turns.pass();
    }
    return breakdown.sort(
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

/** Services that belong together. */
interface Group {
  ref: string;
  fold: ServicesFold;
}

/** How the group of a service is called, one level below the scope. */
function nameIn(scope: InsightsScope) {
  return ({ entityRef, owner }: IndexedEntity) =>
    scope.kind === 'platform' ? (owner ?? NOBODY) : entityRef;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
