import type { Commit } from '../world';
import { pastOperations, type PastOptions } from './past';
import { inSituation } from './pastOperation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-23T08:00:00Z');

/** Newest first, as `git log` gives them. */
const commits = (count: number, hoursApart: number): Commit[] =>
  Array.from({ length: count }, (_, index) => ({
    sha: String(count - index).padStart(40, '0'),
    author: { name: 'fluxcdbot', email: 'fluxcdbot@hanabi.example' },
    date: new Date(NOW - (index + 1) * hoursApart * HOUR).toISOString(),
    message: `Release ${count - index}`,
  }));

/** Older than all the others. */
const byPeople = ['miho.tanaka', 'ren.ito'].map(name => ({
  sha: name,
  author: { name, email: `${name}@hanabi.example` },
  date: '2025-01-01T00:00:00Z',
  message: 'Create',
}));

const past = (list: Commit[], options: Partial<PastOptions> = {}) =>
  pastOperations(list, {
    automated: false,
    log: [...list, ...byPeople],
    now: NOW,
    seed: 'seed',
    ...options,
  });

const median = (numbers: number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

describe('the past of an application', () => {
  it('is always the same for the same seed', () => {
    const list = commits(40, 30);
    expect(past(list)).toEqual(past(list));
    expect(past(list, { seed: 'other' })).not.toEqual(past(list));
  });

  it('has auto-sync follow every commit within minutes, and try again what fails', () => {
    const list = commits(300, 7);
    const operations = past(list, { automated: true, hook: 'migration' });
    expect(operations).toHaveLength(300);
    for (const { revision, startedAt, initiatedBy } of operations) {
      const commit = list.find(({ sha }) => sha === revision);
      const delay = startedAt - Date.parse(commit?.date ?? '');
      expect(delay).toBeGreaterThan(0);
      expect(delay).toBeLessThan(3 * MINUTE);
      expect(initiatedBy).toEqual({ automated: true });
    }
    const failed = operations.filter(({ phase }) => phase === 'Failed');
    expect(failed.length).toBeGreaterThan(20);
    expect(failed.length).toBeLessThan(80);
    for (const { retries, message, startedAt, finishedAt } of failed) {
      expect(retries).toBe(5);
      expect(message).toMatch(/ \(retried 5 times\)\.$/);
      expect(finishedAt - startedAt).toBeGreaterThan(5 * MINUTE);
    }
    expect(failed.some(({ failure }) => failure?.hook === 'migration')).toBe(
      true,
    );
    const retried = operations.filter(
      ({ phase, retries }) => phase === 'Succeeded' && retries > 0,
    );
    expect(retried.length).toBeGreaterThan(5);
    expect(operations.some(({ rollback }) => rollback)).toBe(false);
  });

  it('has people take several commits at once, in order, and never in the future', () => {
    const operations = past(commits(100, 2));
    expect(operations.length).toBeLessThan(90);
    expect(operations.length).toBeGreaterThan(20);
    operations.forEach((operation, index) => {
      const before = operations[index - 1];
      expect(operation.startedAt).toBeGreaterThan(before?.finishedAt ?? 0);
      expect(operation.startedAt % 1000).toBe(0);
      expect(operation.finishedAt).toBeGreaterThan(operation.startedAt);
      expect(operation.finishedAt).toBeLessThan(NOW);
      expect(['miho.tanaka', 'ren.ito']).toContain(
        operation.initiatedBy.username,
      );
    });
  });

  it('becomes healthy after it succeeded and before the next operation, or never', () => {
    const operations = past(commits(200, 5));
    operations.forEach(({ phase, finishedAt, healthyAt }, index) => {
      if (healthyAt === undefined) return;
      expect(phase).toBe('Succeeded');
      expect(healthyAt).toBeGreaterThan(finishedAt);
      expect(healthyAt).toBeLessThanOrEqual(
        operations[index + 1]?.startedAt ?? NOW,
      );
    });
    const never = operations.filter(
      ({ phase, healthyAt }) => phase === 'Succeeded' && !healthyAt,
    );
    expect(never.length).toBeGreaterThan(2);
    expect(never.length).toBeLessThan(40);
  });

  it('has people repeat what failed, and put back what ran well before', () => {
    const operations = past(commits(200, 24), { hook: 'migration' });
    const failed = operations.filter(({ phase }) => phase === 'Failed');
    expect(failed.length).toBeGreaterThan(10);
    for (const each of failed) {
      const next = operations[operations.indexOf(each) + 1];
      expect(each.retries).toBe(0);
      expect(next).toMatchObject({ revision: each.revision });
    }
    const rollbacks = operations.filter(({ rollback }) => rollback);
    expect(rollbacks.length).toBeGreaterThan(5);
    expect(rollbacks.length).toBeLessThan(50);
    for (const each of rollbacks) {
      const index = operations.indexOf(each);
      const undone = operations[index - 1];
      const good = operations
        .slice(0, index - 1)
        .findLast(({ healthyAt }) => healthyAt !== undefined);
      expect(undone?.revision).not.toBe(each.revision);
      expect(good?.revision).toBe(each.revision);
    }
  });

  it('shows that an instance was slow until it was tuned', () => {
    const slowUntil = NOW - 28 * DAY;
    const operations = past(commits(200, 10), { automated: true, slowUntil });
    const seconds = (part: (startedAt: number) => boolean) =>
      median(
        operations
          .filter(({ startedAt }) => part(startedAt))
          .map(each => (each.finishedAt - each.startedAt) / 1000),
      );
    expect(seconds(at => at < slowUntil)).toBeGreaterThan(40);
    expect(seconds(at => at > slowUntil + HOUR)).toBeLessThan(10);
  });

  it('ends well, unless the situation is another one', () => {
    const operations = past(commits(20, 30), { automated: true });
    const last = operations.at(-1);
    expect(last).toMatchObject({ phase: 'Succeeded', retries: 0 });
    expect(last?.healthyAt).toBeDefined();
    expect(inSituation(operations, 'failed').at(-1)).toMatchObject({
      revision: last?.revision,
      phase: 'Failed',
      healthyAt: undefined,
    });
    expect(inSituation(operations, 'degraded').at(-1)).toEqual({
      ...last,
      healthyAt: undefined,
    });
    expect(inSituation(operations, 'behind').at(-1)?.revision).not.toBe(
      last?.revision,
    );
    expect(inSituation(operations, 'suspended')).toEqual(operations);
  });
});
