import { conditionOf } from '@michi/plugin-deploy-status-common';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { toModel } from '../upstream/toModel';
import { wireApplicationSchema } from '../upstream/wire';
import { mergeEvent } from './merge';
import { keyOf, type ObservedApplication } from './observed';

const DEPLOYED = 'a'.repeat(40);
const BROKEN = 'b'.repeat(40);
const REVERT = 'c'.repeat(40);
const NEXT = 'd'.repeat(40);
const QUOTA = { kind: 'ResourceQuota', name: 'api' };

const workload = {
  group: 'apps',
  kind: 'Deployment',
  name: 'api',
  status: 'Synced',
};
const refused = { ...QUOTA, status: 'SyncFailed', message: 'is invalid' };

/** Auto-sync of a commit that the cluster refused, in part. */
const failed = {
  phase: 'Failed',
  startedAt: '2026-11-23T10:00:00Z',
  finishedAt: '2026-11-23T10:00:20Z',
  operation: { sync: {}, initiatedBy: { automated: true } },
  syncResult: { revision: BROKEN, resources: [workload, refused] },
};

const BEFORE = '2026-11-23T09:59:00Z';
const AFTER = '2026-11-23T10:05:00Z';

/** What is known once Argo CD told the second after the first. */
function told(
  status: {
    operation?: object;
    sync?: object;
    at?: string | null;
    more?: object;
  },
  known?: ObservedApplication,
): ObservedApplication {
  const { operation = failed, sync, at = AFTER, more } = status;
  const fake = fakeApplication('api');
  const observation = toModel(
    wireApplicationSchema.parse({
      ...fake,
      status: {
        ...fake.status,
        history: [
          { id: 1, revision: NEXT, deployedAt: '2026-11-20T09:00:00Z' },
          { id: 2, revision: DEPLOYED, deployedAt: '2026-11-22T09:00:00Z' },
        ],
        sync: { status: 'Synced', revision: REVERT, ...sync },
        reconciledAt: at,
        operationState: operation,
        ...more,
      },
    }),
    { instance: 'dev', frontendUrl: 'https://argo', observedAt: AFTER },
  );
  const { changed, touched } = mergeEvent(
    new Map(known ? [[keyOf(known), known]] : []),
    { type: 'changed', observation },
  );
  return (changed[0]?.application ?? touched[0])!;
}

const outOfSync = {
  sync: { status: 'OutOfSync', revision: BROKEN },
  more: { resources: [{ ...QUOTA, status: 'OutOfSync' }] },
};
const dryRun = { phase: 'Succeeded', operation: { sync: { dryRun: true } } };

describe('a failed sync of which the change was reverted in Git', () => {
  it('is history once Argo CD has found that there runs what Git says', () => {
    const before = told(outOfSync);
    expect(conditionOf(before)).toBe('failed');
    expect(before).toMatchObject({ mixed: true, troubles: [QUOTA] });

    const now = told({}, before);
    expect(conditionOf(now)).toBe('healthy');
    expect(now).toMatchObject({ troubles: [], operation: { phase: 'Failed' } });
    expect(now).not.toHaveProperty('mixed');
  });

  it('does not say why a resource is not as it should be now', () => {
    const resource = {
      ...QUOTA,
      health: { status: 'Degraded', message: 'new' },
    };
    const { troubles } = told({ more: { resources: [resource] } });
    expect(troubles).toMatchObject([{ ...QUOTA, message: 'new' }]);
  });

  it('stays history while another change waits, and not when Git is at it again', () => {
    const known = told({});
    const waits = told(
      { sync: { status: 'OutOfSync', revision: NEXT } },
      known,
    );
    expect(conditionOf(waits)).toBe('outOfSync');
    expect(conditionOf(told(outOfSync, waits))).toBe('failed');
    // What fails later is another operation
    const later = { ...failed, startedAt: '2026-11-23T10:30:00Z' };
    const again = { ...outOfSync, operation: later };
    expect(conditionOf(told(again, known))).toBe('failed');
  });

  it('is and becomes history while a dry run hides it', () => {
    const hidden = told({ operation: dryRun }, told({}));
    expect(hidden).toMatchObject({ operation: { phase: 'Failed' } });
    expect(conditionOf(hidden)).toBe('healthy');
    const becomes = told({ operation: dryRun }, told(outOfSync));
    expect(conditionOf(becomes)).toBe('healthy');
    const tooSoon = { operation: dryRun, at: BEFORE };
    expect(conditionOf(told(tooSoon, told(outOfSync)))).toBe('failed');
  });
});

const smokeTest = {
  kind: 'Job',
  name: 'smoke-test',
  hookType: 'PostSync',
  hookPhase: 'Failed',
};
const applied = {
  revision: BROKEN,
  resources: [workload, smokeTest],
};
const byPerson = { sync: {}, initiatedBy: { username: 'ren.ito' } };

describe('a failed sync', () => {
  it.each<[string, Parameters<typeof told>[0]]>([
    ['Git is still at its commit', { sync: { revision: BROKEN } }],
    [
      'all was applied and a test failed',
      {
        operation: { ...failed, syncResult: applied },
        sync: { revision: BROKEN },
      },
    ],
    [
      'what was applied runs, by a later commit that changes nothing here',
      { operation: { ...failed, syncResult: applied } },
    ],
    ['Argo CD has not looked since', { at: BEFORE }],
    ['Argo CD does not say when it looked', { at: null }],
    ['something else runs than Git says', { sync: { status: 'OutOfSync' } }],
    [
      'it is not known which commit it was of',
      {
        operation: {
          ...failed,
          operation: { sync: { revision: 'main' } },
          syncResult: undefined,
        },
      },
    ],
    [
      'a person wanted to go back to what ran before',
      {
        operation: {
          ...failed,
          operation: byPerson,
          syncResult: { revision: NEXT, resources: [refused] },
        },
      },
    ],
  ])('is still what to know where %s', (_, status) => {
    expect(conditionOf(told(status))).toBe('failed');
  });
});
