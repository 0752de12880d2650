import {
  conditionOf,
  type Application,
} from '@michi/plugin-deploy-status-common';
import { application, minutesAgo } from '../__testUtils__/builders';
import { compareTones, isTrouble, toneOf } from './condition';

const operation = (phase: 'Running' | 'Terminating' | 'Failed' | 'Error') => ({
  phase,
  startedAt: minutesAgo(1),
  automated: true,
  retries: 0,
  hooks: [],
});

describe('conditionOf', () => {
  it.each<[string, Partial<Application>]>([
    ['healthy', {}],
    ['healthy', { operation: undefined }],
    ['deploying', { operation: operation('Running'), health: 'Degraded' }],
    ['stopping', { operation: operation('Terminating') }],
    ['degraded', { health: 'Degraded', operation: operation('Failed') }],
    ['failed', { operation: operation('Failed') }],
    ['failed', { operation: operation('Error'), sync: 'OutOfSync' }],
    ['healthy', { operation: operation('Failed'), superseded: true }],
    [
      'incomparable',
      {
        sync: 'Unknown',
        conditions: [{ type: 'ComparisonError', message: 'no such path' }],
      },
    ],
    [
      'error',
      { conditions: [{ type: 'InvalidSpecError', message: 'no project' }] },
    ],
    [
      'healthy',
      { conditions: [{ type: 'OrphanedResourceWarning', message: 'one' }] },
    ],
    ['missing', { health: 'Missing', sync: 'OutOfSync' }],
    ['suspended', { health: 'Suspended' }],
    ['progressing', { health: 'Progressing', sync: 'OutOfSync' }],
    ['outOfSync', { sync: 'OutOfSync' }],
    ['waits', { sync: 'OutOfSync', autoSync: false }],
    ['outOfSync', { sync: 'OutOfSync', autoSync: false, drifted: true }],
    ['unknown', { health: 'Unknown' }],
    ['unknown', { sync: 'Unknown' }],
  ])('is %s for %o', (expected, overrides) => {
    expect(conditionOf(application('dev', overrides))).toBe(expected);
  });
});

it('sorts by trouble', () => {
  expect(
    (['good', 'progress', 'unknown', 'attention', 'bad'] as const).toSorted(
      compareTones,
    ),
  ).toEqual(['bad', 'attention', 'unknown', 'progress', 'good']);
});

it('tells what a person must look at from what mends itself', () => {
  expect(isTrouble('degraded')).toBe(true);
  expect(isTrouble('outOfSync')).toBe(true);
  expect(isTrouble('deploying')).toBe(false);
  expect(isTrouble('unknown')).toBe(false);
  expect(toneOf('deploying')).toBe('progress');
});
