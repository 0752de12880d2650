import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, toError } from '@backstage/errors';
import type {
  Difference,
  DifferenceProblem,
} from '@michi/plugin-deploy-status-common';
import { isUpstreamError } from '@michi/upstream-node';
import { LRUCache } from 'lru-cache';
import {
  stepsOf,
  type DeployedEnvironment,
  type Step,
} from '../domain/differences';
import type { Comparison, GitComparer } from '../upstream/GitComparer';
import {
  entityApplications,
  type EntityApplications,
} from './entityApplications';
import type { EntityIndex } from './EntityIndex';
import type { StatusBoard } from './StatusBoard';

/** About 10 kB each at most. */
const MOST_COMPARISONS = 2_000;
/** How long a Git host is left alone that did not say. */
const AGAIN_MS = 30_000;

type Answer = Omit<Difference, 'behind' | 'ahead'>;

type HostProblem = Extract<
  DifferenceProblem,
  'not-found' | 'unauthorized' | 'rate-limited' | 'unreachable'
>;

const WORDS: Record<HostProblem, string> = {
  'not-found':
    'The Git host does not know one of the commits, or the portal may not read the repository.',
  unauthorized:
    'The Git host refuses the portal’s credentials. A platform engineer must renew them.',
  'rate-limited':
    'The Git host asks the portal to slow down. It is asked again in a while.',
  unreachable: 'The Git host does not answer. It is asked again in a while.',
};

/**
 * By which commits the environments of an entity differ. What two commits have
 * between them never changes, so a Git host is asked once for each pair, however
 * many people look.
 */
export class DifferenceService {
  readonly #asked: LRUCache<string, Promise<Answer>>;

  constructor(
    private readonly options: {
      entities: EntityIndex;
      board: StatusBoard;
      comparer: GitComparer;
      logger: LoggerService;
      againMs?: number;
    },
  ) {
    this.#asked = new LRUCache({ max: MOST_COMPARISONS });
  }

  /** @throws NotFoundError for an entity that the catalog does not have. */
  async differences(entityRef: string): Promise<Difference[]> {
    const { entities, board } = this.options;
    const [entity] = await entities.get([entityRef]);
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no entity ${entityRef}. Check its kind, namespace and name`,
      );
    }
    const steps = stepsOf(environmentsOf(entityApplications(entity, board)));
    return Promise.all(
      steps.map(async step => ({
        behind: step.behind,
        ahead: step.ahead,
        ...(await this.#answer(step)),
      })),
    );
  }

  async #answer(step: Step): Promise<Answer> {
    switch (step.kind) {
      case 'same':
        return { state: 'same', commits: 0, newest: [] };
      case 'unknown':
        return unknown(step.problemKind, step.problem);
      default:
        return this.#compared(step.page, step.base, step.head);
    }
  }

  /** People who ask at the same time wait for the same answer. */
  #compared(page: string, base: string, head: string): Promise<Answer> {
    const key = `${page} ${base} ${head}`;
    const known = this.#asked.get(key);
    if (known) {
      return known;
    }
    const asked = this.#ask(key, page, base, head);
    this.#asked.set(key, asked);
    return asked;
  }

  async #ask(
    key: string,
    page: string,
    base: string,
    head: string,
  ): Promise<Answer> {
    try {
      const found = await this.options.comparer.compare(page, base, head);
      return found
        ? told(found)
        : unknown('unsupported-host', unsupported(page));
    } catch (error) {
      this.options.logger.warn(
        `Two commits of ${page} could not be compared`,
        toError(error),
      );
      const { againMs = AGAIN_MS } = this.options;
      const kind = problemOf(error);
      const answer = unknown(kind, WORDS[kind]);
      this.#asked.set(key, Promise.resolve(answer), { ttl: againMs });
      return answer;
    }
  }
}

/** In the order of the instances, which is the order in which a change passes them. */
function environmentsOf(found: EntityApplications): DeployedEnvironment[] {
  const environments = new Map<string, DeployedEnvironment>();
  for (const { name, environment } of found.instances) {
    const applications = found.applications.filter(
      one => one.instance === name,
    );
    if (applications.length > 0) {
      const revisions = applications.flatMap(one => one.revisions);
      environments.set(environment, {
        environment,
        revisions: [
          ...(environments.get(environment)?.revisions ?? []),
          ...revisions,
        ],
      });
    }
  }
  return [...environments.values()];
}

function told({ state, commits, newest, url }: Comparison): Answer {
  return { state, commits, newest, url };
}

function unknown(problemKind: DifferenceProblem, problem: string): Answer {
  return { state: 'unknown', newest: [], problemKind, problem };
}

function unsupported(page: string): string {
  return `Commits can be compared on GitHub and GitHub Enterprise, where they are configured under integrations. ${new URL(page).host} is neither.`;
}

function problemOf(error: unknown): HostProblem {
  const kind = isUpstreamError(error) ? error.kind : undefined;
  switch (kind) {
    case 'not-found':
    case 'rate-limited':
    case 'unauthorized':
      return kind;
    case 'forbidden':
      return 'unauthorized';
    default:
      return 'unreachable';
  }
}
