import type { NewCommit } from '../git/fastImport';
import type { Random } from '../random';
import { serviceFiles, type ServiceState } from './files';
import { FLUX, imageUpdateMessage } from './flux';
import type { People } from './people';
import type { Environment, Service } from './services';
import { workingHours } from './workingHours';

export const WINDOW_DAYS = 90;
const DAY = 86_400_000;
const MINUTE = 60_000;

/** A commit of the past, with the CI run that it started. */
export interface PastCommit extends NewCommit {
  run?: { number: number; tag?: string };
}

type Step = {
  message: string;
  builds: boolean;
  next: (state: ServiceState) => ServiceState;
};

const KIT_VERSIONS = ['v0.13.0', 'v0.13.2', 'v0.14.0', 'v0.14.1'];
const RUNBOOK = [
  [
    'Note what a full connection pool looks like',
    'p99 rises while CPU falls: the connection pool is full. Restart one pod at a time, then raise the pool.',
  ],
  [
    'Say how to drain a node',
    'A node that goes away takes its requests with it: check that `preStop` waits 5 s.',
  ],
  [
    'Explain the alert on restarts',
    'Three restarts in ten minutes page the on-call; memory is the usual reason.',
  ],
] as const;

/**
 * The commits of a service within the 90 days, oldest first: what its people
 * did, what Flux's automation rolled out, and what people promoted.
 *
 * @param until - the end of the window
 */
export function serviceHistory(
  service: Service,
  people: People,
  random: Random,
  until: Date,
): PastCommit[] {
  const { series, name } = service;
  const team = (at: number) =>
    people.of(service.team, (until.getTime() - at) / DAY);
  const begin = until.getTime() - (service.createdDaysAgo ?? WINDOW_DAYS) * DAY;
  const firstRun =
    service.createdDaysAgo === undefined
      ? 40 + Math.floor(random.next() * 60)
      : 1;
  const oldTag =
    service.createdDaysAgo === undefined
      ? `${series}.${firstRun - 1}`
      : '0.0.0';
  let state = firstState(service, oldTag);
  let files: Record<string, string> = {};
  const commits: PastCommit[] = [];
  const write = (
    author: NewCommit['author'],
    at: number,
    message: string,
    next: ServiceState,
    run?: PastCommit['run'],
  ) => {
    const after = serviceFiles(service, next);
    const changed = Object.entries(after).filter(
      ([file, text]) => files[file] !== text,
    );
    if (changed.length === 0) return;
    commits.push({
      author,
      date: new Date(at),
      message,
      files: Object.fromEntries(changed),
      run,
    });
    files = after;
    state = next;
  };

  const steps = stepsOf(service, random.fork('steps'));
  const times = workingHours(
    { begin, end: until.getTime(), count: steps.length + 1 },
    random.fork('times'),
  );
  const start = times.shift() ?? begin;
  write(
    random.pick(team(start)),
    start,
    service.createdDaysAgo === undefined
      ? `Move ${name} into its own repository`
      : `Create ${name} from the Go service template`,
    state,
  );

  let run = firstRun;
  let promotedAt = start;
  const lastPromotion = until.getTime() - service.productionBehind * DAY;
  times.forEach((time, index) => {
    const step = steps[index];
    const at = Math.max(
      time,
      (commits.at(-1)?.date.getTime() ?? 0) + 20 * MINUTE,
    );
    if (!step || at > until.getTime() - 25 * MINUTE) return;
    const before = commits.length;
    // One run in fourteen fails; what it tested is not rolled out.
    const failed = step.builds && random.next() < 0.07;
    const tag = failed ? undefined : `${series}.${run}`;
    write(
      random.pick(team(at)),
      at,
      step.message,
      step.next(state),
      step.builds ? { number: run, tag } : undefined,
    );
    if (commits.length === before || !step.builds) return;
    run += 1;
    if (!tag) return;
    for (const [environment, minutes] of [
      ['dev', 4],
      ['staging', 9],
    ] as const) {
      if (!service.environments.includes(environment)) continue;
      const old = state.tags[environment] ?? '0.0.0';
      write(
        FLUX,
        at + minutes * MINUTE,
        imageUpdateMessage(name, environment, old, tag),
        withTag(state, environment, tag),
      );
    }
    const due =
      at - promotedAt >= service.promotedEvery * DAY && at < lastPromotion;
    const promotes = service.environments.includes('production') && due;
    if (promotes) {
      const promoted = state.tags.staging ?? state.tags.dev ?? tag;
      write(
        random.pick(team(at)),
        at + 15 * MINUTE,
        `Promote ${name} ${promoted} to production`,
        withTag(state, 'production', promoted),
      );
      promotedAt = at;
    }
  });
  return commits;
}

function withTag(
  state: ServiceState,
  environment: Environment,
  tag: string,
): ServiceState {
  return { ...state, tags: { ...state.tags, [environment]: tag } };
}

function firstState(service: Service, tag: string): ServiceState {
  return {
    features: [],
    settings: Object.fromEntries(
      service.settings.map(setting => [setting.constant, setting.first]),
    ),
    kit: KIT_VERSIONS[0] ?? '',
    runbook: [],
    tags: Object.fromEntries(
      service.environments.map(environment => [environment, tag]),
    ),
  };
}

/** What the people do, in an order that is the same for the same seed. */
function stepsOf(service: Service, random: Random): Step[] {
  const features = service.features.map(({ flag, message }): Step => ({
    message,
    builds: true,
    next: state => ({ ...state, features: [...state.features, flag] }),
  }));
  const tuned = service.settings.flatMap(setting =>
    setting.steps.map(({ value, message }): Step => ({
      message,
      builds: true,
      next: state => ({
        ...state,
        settings: { ...state.settings, [setting.constant]: value },
      }),
    })),
  );
  const kit = KIT_VERSIONS.slice(1).map((version): Step => ({
    message: `Copy go-kit ${version}`,
    builds: true,
    next: state => ({ ...state, kit: version }),
  }));
  const notes = RUNBOOK.map(([message, line]): Step => ({
    message,
    builds: false,
    next: state => ({ ...state, runbook: [...state.runbook, line] }),
  }));
  const order = interleave([features, tuned, kit, notes], random);
  return withReverts(order, service.features.length > 3 ? 2 : 1, random).slice(
    0,
    service.commits,
  );
}

/** Takes from the lists in turn by chance; each list keeps its own order. */
function interleave(
  lists: readonly (readonly Step[])[],
  random: Random,
): Step[] {
  const left = lists.map(list => [...list]);
  const result: Step[] = [];
  for (;;) {
    const open = left.filter(list => list.length > 0);
    if (open.length === 0) return result;
    const step = random
      .pick(open.flatMap(list => list.map(() => list)))
      .shift();
    if (step) result.push(step);
  }
}

/** Some changes go wrong: reverted by the next commit, and back two commits later. */
function withReverts(
  steps: readonly Step[],
  count: number,
  random: Random,
): Step[] {
  const result = [...steps];
  for (let reverts = 0; reverts < count; reverts += 1) {
    const index = Math.floor(random.between(0.2, 0.8) * result.length);
    const step = result[index];
    if (!step?.builds || /^(Revert|Reapply) "/.test(step.message)) continue;
    let before: ServiceState | undefined;
    result[index] = {
      ...step,
      next: state => {
        before = state;
        return step.next(state);
      },
    };
    const revert: Step = {
      message: `Revert "${step.message}"\n\nErrors rose on staging within minutes.`,
      builds: true,
      next: state => (before ? { ...before, tags: state.tags } : state),
    };
    const again: Step = {
      ...step,
      message: `Reapply "${step.message}"\n\nWith the missing index.`,
    };
    result.splice(index + 1, 0, revert);
    result.splice(Math.min(index + 3, result.length), 0, again);
  }
  return result;
}
