import type {
  Application,
  Operation,
} from '@michi/plugin-deploy-status-common';
import { application, minutesAgo } from '../../__testUtils__/builders';
import { isOver, progressOf } from './progress';

const BEFORE = minutesAgo(60);
const operation = (overrides: Partial<Operation> = {}): Operation => ({
  phase: 'Running',
  startedAt: minutesAgo(1),
  automated: false,
  retries: 0,
  hooks: [],
  ...overrides,
});
const having = (overrides: Partial<Application>) =>
  application('production', overrides);

describe('progressOf a deployment', () => {
  it.each<[string, string, boolean, Application | undefined]>([
    ['nothing is known', 'asked', false, undefined],
    [
      'the operation before is still the last one',
      'asked',
      false,
      having({ operation: operation({ startedAt: BEFORE, phase: 'Failed' }) }),
    ],
    [
      'Argo CD has put the operation before away',
      'asked',
      false,
      having({ operation: undefined }),
    ],
    ['it runs', 'running', false, having({ operation: operation() })],
    [
      'it ends in a phase that we do not know yet',
      'running',
      false,
      having({ operation: operation({ phase: 'Unknown' }) }),
    ],
    [
      'someone stops it',
      'stopping',
      false,
      having({ operation: operation({ phase: 'Terminating' }) }),
    ],
    [
      'it failed',
      'failed',
      true,
      having({ operation: operation({ phase: 'Error' }) }),
    ],
    [
      'it is applied and not healthy yet',
      'rolling-out',
      false,
      having({
        operation: operation({ phase: 'Succeeded' }),
        health: 'Progressing',
      }),
    ],
    [
      'it is applied and broken',
      'unhealthy',
      true,
      having({
        operation: operation({ phase: 'Succeeded' }),
        health: 'Degraded',
      }),
    ],
    [
      'some resources were left out',
      'differs',
      true,
      having({
        operation: operation({ phase: 'Succeeded' }),
        sync: 'OutOfSync',
      }),
    ],
    [
      'it is applied and healthy',
      'done',
      true,
      having({ operation: operation({ phase: 'Succeeded' }) }),
    ],
    [
      'the instance has gone silent',
      'silent',
      false,
      having({ live: false, operation: operation() }),
    ],
  ])('where %s, is %s', (_, stage, over, seen) => {
    const progress = progressOf('sync', BEFORE, seen);
    expect(progress.stage).toBe(stage);
    expect(isOver(progress)).toBe(over);
  });
});

describe('progressOf stopping', () => {
  it.each<[string, string, Operation | undefined]>([
    ['asked', 'it still runs', operation()],
    ['stopping', 'it is being stopped', operation({ phase: 'Terminating' })],
    ['done', 'it has ended', operation({ phase: 'Failed' })],
    ['done', 'another one runs', operation({ startedAt: minutesAgo(0) })],
    ['done', 'none is left', undefined],
  ])('is %s where %s', (stage, _, seen) => {
    expect(
      progressOf('terminate', minutesAgo(1), having({ operation: seen })).stage,
    ).toBe(stage);
  });
});

it.each(['refresh', 'promote'] as const)(
  'has nothing to follow of a %s that was taken',
  action => {
    expect(progressOf(action, undefined, undefined)).toEqual({ stage: 'done' });
  },
);
