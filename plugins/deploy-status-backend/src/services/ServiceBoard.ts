import type {
  Condition,
  Instance,
  ServiceRow,
} from '@michi/plugin-deploy-status-common';
import { compareAttention, type AttentionRules } from '../domain/attention';
import { EntityGrouping } from '../domain/EntityGrouping';
import type { IndexedEntity } from '../domain/indexedEntity';
import type { ObservedApplication } from '../domain/observed';
import { toServiceRow } from '../domain/serviceRow';
import { readableApplications } from './entityApplications';
import type { EntityIndex } from './EntityIndex';
import type { StatusBoard } from './StatusBoard';

/** Whose services are asked for; everyone's where neither is named. */
export interface ServiceFilter {
  owners?: readonly string[];
  systems?: readonly string[];
}

/** Services, those that need attention first. */
export interface ServiceAnswer {
  services: ServiceRow[];
  instances: Instance[];
  /** How many were left out because the caller may not read them. */
  denied: number;
}

/** Whether a row becomes another one as time passes, without anything else changing. */
const DEPENDS_ON_TIME: ReadonlySet<Condition> = new Set([
  'deploying',
  'stopping',
  'progressing',
  'notDeployed',
  'outOfSync',
]);

/** A row, and what it was made from. */
interface MadeRow {
  row: ServiceRow;
  applications: readonly ObservedApplication[];
  instances: readonly Instance[];
}

/**
 * Every service of a team, a system or the platform, from memory. A row is made
 * when it is asked for, and again when what it was made from has changed.
 */
export class ServiceBoard {
  /** An entity that changes is another object. */
  readonly #made = new WeakMap<IndexedEntity, MadeRow>();
  readonly #byOwner = new EntityGrouping('owner');
  readonly #bySystem = new EntityGrouping('system');

  constructor(
    private readonly options: {
      entities: EntityIndex;
      board: StatusBoard;
      rules: AttentionRules;
      now?: () => number;
    },
  ) {}

  /**
   * @param permit - which of the services found the caller may read
   * @throws InputError for a filter that is not an entity reference;
   * ServiceUnavailableError if the catalog could not be read yet.
   */
  async services(
    filter: ServiceFilter,
    permit: (refs: string[]) => Promise<ReadonlySet<string>>,
  ): Promise<ServiceAnswer> {
    const { entities, board, rules, now = Date.now } = this.options;
    const found = this.#filtered(await entities.all(), filter);
    const permitted = await permit(found.map(({ entityRef }) => entityRef));
    const at = now();
    const readable = found.filter(one => permitted.has(one.entityRef));
    const services = readable
      .map(entity => this.#row(entity, at))
      .sort(
        (a, b) =>
          compareAttention(a.attention, b.attention, rules) ||
          (nameOf(a) < nameOf(b) ? -1 : 1),
      );
    return {
      services,
      instances: [...board.instances()],
      denied: found.length - services.length,
    };
  }

  #filtered(
    all: readonly IndexedEntity[],
    { owners, systems }: ServiceFilter,
  ): readonly IndexedEntity[] {
    const owned = owners ? this.#byOwner.find(all, owners) : all;
    if (!systems) {
      return owned;
    }
    const parts = this.#bySystem.find(all, systems);
    if (!owners) {
      return parts;
    }
    const both = new Set(parts);
    return owned.filter(one => both.has(one));
  }

  #row(entity: IndexedEntity, now: number): ServiceRow {
    const { board, rules } = this.options;
    const found = readableApplications(entity, board);
    const { instances = [], applications = [] } = found ?? {};
    const made = this.#made.get(entity);
    if (
      made &&
      sameItems(made.applications, applications, (a, b) => a === b) &&
      sameItems(made.instances, instances, saysTheSame)
    ) {
      return made.row;
    }
    const row = toServiceRow(
      {
        entity,
        annotated: found?.locator !== undefined,
        configured: board.instances().length,
        instances,
        applications,
        sinceOf: application =>
          board.book(application.instance).sinceOf(application),
      },
      rules,
      now,
    );
    if (row.places.some(({ condition }) => DEPENDS_ON_TIME.has(condition))) {
      this.#made.delete(entity);
    } else {
      this.#made.set(entity, { row, applications, instances });
    }
    return row;
  }
}

function sameItems<T>(
  a: readonly T[],
  b: readonly T[],
  same: (one: T, other: T | undefined) => boolean,
): boolean {
  return (
    a === b ||
    (a.length === b.length && a.every((one, index) => same(one, b[index])))
  );
}

/** While an instance is connected, a row does not tell of its last contact. */
function saysTheSame(a: Instance, b: Instance | undefined): boolean {
  return (
    a === b ||
    (a.name === b?.name &&
      a.connection === 'connected' &&
      b.connection === 'connected')
  );
}

function nameOf({ title, entityRef }: ServiceRow): string {
  return title ?? entityRef.slice(entityRef.indexOf('/') + 1);
}
