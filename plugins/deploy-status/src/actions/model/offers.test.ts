import type { Application } from '@michi/plugin-deploy-status-common';
import {
  application,
  deployment,
  minutesAgo,
} from '../../__testUtils__/builders';
import { choicesOf } from './choices';
import {
  bringsOther,
  imagesToPromote,
  isBehind,
  lastGoodBefore,
  offersOf,
  type Known,
} from './offers';

const last = (phase: 'Running' | 'Terminating' | 'Failed' | 'Succeeded') =>
  application('production', {
    operation: {
      phase,
      startedAt: minutesAgo(1),
      automated: false,
      retries: 0,
      hooks: [],
    },
  });

it.each<[string, Application, string[], string | undefined]>([
  ['runs', last('Running'), ['terminate', 'refresh'], 'terminate'],
  ['is being stopped', last('Terminating'), ['refresh'], undefined],
  ['failed', last('Failed'), ['retry', 'sync', 'rollback', 'refresh'], 'retry'],
  [
    'failed, and Git has overtaken that',
    { ...last('Failed'), superseded: true },
    ['sync', 'rollback', 'retry', 'refresh'],
    undefined,
  ],
  [
    'failed, was overtaken, and a change waits',
    {
      ...last('Failed'),
      superseded: true,
      sync: 'OutOfSync',
      autoSync: false,
    },
    ['sync', 'rollback', 'retry', 'refresh'],
    'sync',
  ],
  ['succeeded', last('Succeeded'), ['sync', 'rollback', 'refresh'], undefined],
  [
    'waits for a person',
    application('production', { sync: 'OutOfSync', autoSync: false }),
    ['sync', 'rollback', 'refresh'],
    'sync',
  ],
  [
    'syncs by itself',
    application('dev', { sync: 'OutOfSync', autoSync: true }),
    ['sync', 'rollback', 'refresh'],
    undefined,
  ],
])('offers what makes sense where it %s', (_, given, all, likely) => {
  expect(offersOf(given)).toEqual({ all, likely });
});

it('leads back to what worked where what was deployed does not', () => {
  const degraded = { ...last('Succeeded'), health: 'Degraded' as const };
  const earlier = deployment('production');
  const current = deployment('production', { degradedAt: minutesAgo(1) });
  const likely = (running: Application, known?: Known) =>
    offersOf(running, known).likely;
  expect(offersOf(degraded, { current, earlier })).toEqual({
    all: ['rollback', 'sync', 'refresh'],
    likely: 'rollback',
  });
  // Nothing to go back to, or not known yet
  expect(likely(degraded, { current, earlier: undefined })).toBeUndefined();
  expect(likely(degraded)).toBeUndefined();
  // It worked at first: something else has broken it.
  expect(
    likely(degraded, {
      current: { ...current, healthyAt: minutesAgo(2) },
      earlier,
    }),
  ).toBeUndefined();
  // The next change may mend it.
  expect(
    likely(
      { ...degraded, sync: 'OutOfSync', autoSync: false },
      { current, earlier },
    ),
  ).toBe('sync');
});

it.each([
  ['an earlier one', {}, true],
  ['one that failed', { phase: 'Failed' as const }, false],
  [
    'one that never worked',
    { healthyAt: undefined, degradedAt: minutesAgo(30) },
    false,
  ],
  ['what is the same', { revisions: [{ id: 'new' }] }, false],
  [
    'the same commit with another image',
    { revisions: [{ id: 'new' }], images: [{ name: 'other' }] },
    true,
  ],
  ['what runs', { startedAt: '2026-11-23T14:58:00.000+00:00' }, false],
  ['one of a namesake before it', { uid: 'another' }, false],
])('goes back to %s: %#', (_, overrides, expected) => {
  expect(
    isBehind(
      deployment('production', overrides),
      application('production', {
        deployedAt: minutesAgo(2),
        revisions: [{ id: 'new' }],
      }),
    ),
  ).toBe(expected);
});

it('leads back from what failed once all of it was applied', () => {
  const failed = last('Failed');
  const running = { ...failed, deployedAt: failed.operation?.startedAt };
  const earlier = deployment('production');
  expect(offersOf(running, { current: undefined, earlier })).toEqual({
    all: ['rollback', 'retry', 'sync', 'refresh'],
    likely: 'rollback',
  });
  expect(offersOf(failed, { current: undefined, earlier }).likely).toBe(
    'retry',
  );
});

it('does not lead at once to what somebody has gone back from', () => {
  const waits = application('production', {
    sync: 'OutOfSync',
    autoSync: false,
  });
  const current = deployment('production', { rollback: true });
  expect(offersOf(waits, { current, earlier: undefined })).toEqual({
    all: ['sync', 'rollback', 'refresh'],
    likely: undefined,
  });
});

it('offers no way back before the first deployment', () => {
  const { all } = offersOf(
    application('production', { deployedAt: undefined, operation: undefined }),
  );
  expect(all).toEqual(['sync', 'refresh']);
});

describe('lastGoodBefore', () => {
  const revisions = [{ id: 'new' }];
  const running = application('production', {
    deployedAt: minutesAgo(10),
    revisions,
  });
  const ran = (id: string, minutes: number, more: object = {}) =>
    deployment('production', {
      id,
      startedAt: minutesAgo(minutes),
      revisions: [{ id }],
      ...more,
    });

  it('is the newest one that went well and brought something else', () => {
    const deployments = [
      ran('oldest', 90),
      ran('good', 40),
      ran('failed', 30, { phase: 'Failed' }),
      ran('same', 20, { revisions }),
      ran('current', 10, { revisions }),
      ran('later', 5),
      ran('elsewhere', 15, { instance: 'staging' }),
    ];
    expect(lastGoodBefore(running, deployments)?.id).toBe('good');
  });

  it('is what was deployed last, where a sync failed halfway since', () => {
    const half = { ...running, mixed: true };
    const current = ran('current', 10, { revisions });
    expect(lastGoodBefore(half, [ran('good', 40), current])?.id).toBe(
      'current',
    );
    expect(isBehind(current, half)).toBe(true);
  });

  it('is none where none is known', () => {
    expect(lastGoodBefore(running, [ran('current', 10)])).toBeUndefined();
  });
});

it.each([
  ['another version', [{ name: 'api', tag: '1' }], true],
  ['what runs', [{ name: 'api', tag: '2' }], false],
  ['what no longer runs at all', [{ name: 'migrate', tag: '1' }], false],
])(
  'goes back through Git to %s only where that changes something',
  (_, to, expected) => {
    expect(bringsOther({ from: [{ name: 'api', tag: '2' }], to })).toBe(
      expected,
    );
  },
);

describe('imagesToPromote', () => {
  const running = (...tags: [string, string][]) =>
    application('staging', {
      images: tags.map(([name, tag]) => ({ name, tag })),
    });

  it('names what runs in another version there', () => {
    expect(
      imagesToPromote(
        running(['api', '2'], ['proxy', '7'], ['debugger', '1']),
        running(['api', '1'], ['proxy', '7']),
      ),
    ).toEqual([{ name: 'api', tag: '2' }]);
  });

  it('names nothing while a part runs in two versions', () => {
    expect(
      imagesToPromote(
        running(['api', '2'], ['api', '3'], ['proxy', '8']),
        running(['api', '1'], ['proxy', '7']),
      ),
    ).toEqual([]);
  });

  it('names everything where nothing runs yet, as far as it has a version', () => {
    expect(
      imagesToPromote(
        application('staging', {
          images: [{ name: 'api', tag: '2' }, { name: 'latest' }],
        }),
        running(),
      ),
    ).toEqual([{ name: 'api', tag: '2' }]);
  });
});

it('lets people choose among what differs and what plans have named', () => {
  expect(
    choicesOf(
      [{ group: '', kind: 'Service', namespace: 'blog', name: 'a' }],
      [
        {
          group: '',
          kind: 'Service',
          namespace: 'blog',
          name: 'a',
          sync: 'OutOfSync',
        },
        { group: 'apps', kind: 'Deployment', name: 'b', sync: 'OutOfSync' },
        { group: 'apps', kind: 'Deployment', name: 'c', health: 'Degraded' },
      ],
    ).map(({ name }) => name),
  ).toEqual(['a', 'b']);
});
