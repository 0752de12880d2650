import {
  application,
  deployment,
  minutesAgo,
} from '../../__testUtils__/builders';
import { rolloutOf } from './rollout';

const MINUTE = 60_000;
const deployedAt = minutesAgo(60);
const recorded = deployment('dev', {
  startedAt: deployedAt,
  finishedAt: minutesAgo(59),
  healthyAt: minutesAgo(57),
});

it('is how long the deployment that runs took, to applied and to healthy', () => {
  expect(rolloutOf(application('dev', { deployedAt }), [recorded])).toEqual({
    kind: 'done',
    synced: MINUTE,
    healthy: 3 * MINUTE,
  });
});

it('is until it failed, which may bring what runs all the same', () => {
  expect(
    rolloutOf(application('dev', { deployedAt }), [
      { ...recorded, phase: 'Failed', healthyAt: undefined },
    ]),
  ).toEqual({ kind: 'failed', after: MINUTE });
});

it('is that of the same moment, however it is written', () => {
  expect(
    rolloutOf(application('dev', { deployedAt: '2026-11-23T14:00:00Z' }), [
      { ...recorded, startedAt: '2026-11-23T15:00:00.000+01:00' },
    ]).kind,
  ).toBe('done');
});

it('does not take another Application’s for it', () => {
  expect(
    rolloutOf(application('dev', { deployedAt, operation: undefined }), [
      { ...recorded, uid: 'another' },
    ]),
  ).toEqual({ kind: 'unknown' });
});

it('counts while it runs, and until what runs is healthy', () => {
  expect(
    rolloutOf(
      application('dev', {
        deployedAt,
        operation: {
          phase: 'Running',
          startedAt: minutesAgo(1),
          automated: true,
          retries: 0,
          hooks: [],
        },
      }),
      [recorded],
    ),
  ).toEqual({ kind: 'running', since: minutesAgo(1) });
  expect(
    rolloutOf(application('dev', { deployedAt, health: 'Progressing' }), [
      { ...recorded, healthyAt: undefined },
    ]),
  ).toEqual({ kind: 'settling', since: deployedAt, synced: MINUTE });
});
