import type { Commit } from '../world';
import { failed, RETRIES, type PastOperation } from './pastOperation';
import { roll, rollBetween } from './random';
import type { Failure } from './record';
import { WEBHOOK_TIMEOUT } from './scenario';
import { whoSyncs } from './whoSyncs';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** What five retries wait for, in milliseconds: 10, 20, 40, 80 and 160 seconds. */
const ALL_WAITS = 310 * SECOND;

/** What a past is made from beside its commits. */
export interface PastOptions {
  automated: boolean;
  /** All commits of the repository, newest first. */
  log: Commit[];
  now: number;
  seed: string;
  /** The hook before the sync, if there is one. */
  hook?: string;
  /** Until then the instance was slow: too many applications for its controllers. */
  slowUntil?: number;
}

/** What may go wrong, and how often: of all commits that another one followed. */
const TROUBLES = {
  automated: [
    ['hook', 0.12],
    ['retried', 0.06],
    ['refused', 0.03],
    ['image', 0.04],
  ],
  byHand: [
    ['hook', 0.14],
    ['refused', 0.07],
    ['image', 0.06],
    ['regretted', 0.06],
  ],
} as const;
type Trouble = (typeof TROUBLES)['automated' | 'byHand'][number][0];

/**
 * What an Argo CD that has watched a folder all along would have done: with
 * auto-sync each commit a moment later, otherwise whenever a person came by,
 * so that one sync may carry several commits. Some operations fail, and people
 * put production back to what ran before. Always the same for the same commits
 * and seed.
 *
 * @param commits - those that touch the folder, newest first, as `git log` gives them
 * @returns oldest first
 */
export function pastOperations(
  commits: Commit[],
  options: PastOptions,
): PastOperation[] {
  const operations: PastOperation[] = [];
  const oldestFirst = [...commits].reverse();
  oldestFirst.forEach((commit, index) => {
    const next = oldestFirst[index + 1];
    const until = Math.min(
      next ? Date.parse(next.date) : Infinity,
      options.now,
    );
    const trouble = next && troubleOf(commit, options);
    const before = operations.findLast(each => each.healthyAt !== undefined);
    const planned = options.automated
      ? byItself(commit, trouble, options)
      : byHand(commit, trouble, before?.revision, options);
    operations.push(...settled(planned, until));
  });
  return operations;
}

function troubleOf(
  commit: Commit,
  { automated, hook, seed }: PastOptions,
): Trouble | undefined {
  let chance = roll(seed, commit.sha, 'trouble');
  for (const [trouble, rate] of TROUBLES[automated ? 'automated' : 'byHand']) {
    if (trouble === 'hook' && hook === undefined) continue;
    if (chance < rate) return trouble;
    chance -= rate;
  }
  return undefined;
}

/** Auto-sync: what fails waits for the next commit. */
function byItself(
  commit: Commit,
  trouble: Trouble | undefined,
  options: PastOptions,
): PastOperation[] {
  const { seed } = options;
  const delay = isSlow(commit, options)
    ? rollBetween(50 * SECOND, 6 * MINUTE, seed, commit.sha, 'delay')
    : rollBetween(4 * SECOND, 2 * MINUTE, seed, commit.sha, 'delay');
  const base = operationOf(commit, Date.parse(commit.date) + delay, options, {
    automated: true,
  });
  const waited = (retries: number): PastOperation => ({
    ...base,
    retries,
    finishedAt: base.finishedAt + 10 * SECOND * (2 ** retries - 1),
    healthyAt: base.finishedAt + 10 * SECOND * 2 ** retries,
    failure: { reason: WEBHOOK_TIMEOUT, times: retries },
  });
  const lost = (failure: Failure) => ({
    ...base,
    ...failed(failure, RETRIES),
    finishedAt: base.finishedAt + ALL_WAITS,
    healthyAt: undefined,
  });
  switch (trouble) {
    case 'hook':
      return [lost(hookFailure(options))];
    case 'refused':
      return [lost({ reason: WEBHOOK_TIMEOUT, times: RETRIES + 1 })];
    case 'retried':
      return [waited(roll(seed, commit.sha, 'retries') < 0.7 ? 1 : 2)];
    case 'image':
      return [{ ...base, healthyAt: undefined }];
    default:
      return [base];
  }
}

/** People repeat what failed, and put back what went wrong. */
function byHand(
  commit: Commit,
  trouble: Trouble | undefined,
  before: string | undefined,
  options: PastOptions,
): PastOperation[] {
  const { seed, log } = options;
  const hurry = rollBetween(2, 20, seed, commit.sha, 'hurry') ** 2 * MINUTE;
  const base = operationOf(commit, Date.parse(commit.date) + hurry, options, {
    username: whoSyncs(commit, log, seed),
  });
  const after = (low: number, high: number, from: number) =>
    from + rollBetween(low * MINUTE, high * MINUTE, seed, commit.sha, 'after');
  const repeated = (failure: Failure) => [
    { ...base, ...failed(failure, 0), healthyAt: undefined },
    {
      ...base,
      ...operationOf(
        commit,
        after(6, 40, base.finishedAt),
        options,
        base.initiatedBy,
      ),
    },
  ];
  const putBack = (startedAt: number): PastOperation[] =>
    before === undefined
      ? []
      : [
          {
            ...operationOf(commit, startedAt, options, {
              username: whoSyncs(commit, log, `${seed}/rollback`),
            }),
            revision: before,
            rollback: true,
          },
        ];
  switch (trouble) {
    case 'hook':
      return repeated(hookFailure(options));
    case 'refused':
      return repeated({ reason: WEBHOOK_TIMEOUT, times: 1 });
    case 'image':
      return [
        { ...base, healthyAt: undefined },
        ...putBack(after(8, 25, base.finishedAt)),
      ];
    case 'regretted':
      return [base, ...putBack(after(12, 90, base.finishedAt))];
    default:
      return [base];
  }
}

function hookFailure({ hook }: PastOptions) {
  return {
    hook,
    reason: 'Job has reached the specified backoff limit',
    times: RETRIES + 1,
  };
}

function isSlow(commit: Commit, { slowUntil = 0 }: PastOptions): boolean {
  return Date.parse(commit.date) < slowUntil;
}

/** One that goes well. */
function operationOf(
  commit: Commit,
  start: number,
  options: PastOptions,
  initiatedBy: PastOperation['initiatedBy'],
): PastOperation {
  const { seed, hook } = options;
  const words = [seed, commit.sha, Math.floor(start)];
  const slow = isSlow(commit, options);
  const startedAt = wholeSecond(start);
  const finishedAt =
    startedAt +
    wholeSecond(
      rollBetween(slow ? 24 : 2, slow ? 110 : 9, ...words, 'sync') * SECOND,
    ) +
    wholeSecond(hook ? rollBetween(8, 25, ...words, 'hook') * SECOND : 0);
  return {
    revision: commit.sha,
    phase: 'Succeeded',
    startedAt,
    finishedAt,
    healthyAt:
      finishedAt +
      wholeSecond(rollBetween(18, 160, ...words, 'rollout') * SECOND),
    initiatedBy,
    retries: 0,
  };
}

/** Those that fit before the next commit; healthy only before the next operation begins. */
function settled(planned: PastOperation[], until: number): PastOperation[] {
  const fitting = planned.filter(({ finishedAt }) => finishedAt < until);
  return fitting.map((operation, index) => {
    const end = fitting[index + 1]?.startedAt ?? until;
    const { healthyAt } = operation;
    return healthyAt === undefined || healthyAt <= end
      ? operation
      : { ...operation, healthyAt: undefined };
  });
}

function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / SECOND) * SECOND;
}
