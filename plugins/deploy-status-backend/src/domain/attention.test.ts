import {
  conditionOf,
  type Operation,
} from '@michi/plugin-deploy-status-common';
import { anApplication } from '../__testUtils__/anApplication';
import {
  attentionOf,
  compareAttention,
  type JudgedPlace,
  type JudgedService,
} from './attention';
import type { ObservedApplication } from './observed';
import { StateTimes } from './StateTimes';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const rules = { stuckMs: 15 * 60_000, production: ['production'] };

/** So many minutes ago. */
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const operation = (more: Partial<Operation>): Operation => ({
  phase: 'Succeeded',
  startedAt: ago(60),
  finishedAt: ago(59),
  automated: true,
  retries: 0,
  hooks: [],
  ...more,
});

function place(
  more: Partial<ObservedApplication> = {},
  rest: Partial<JudgedPlace> = {},
): JudgedPlace {
  const application = anApplication('blog-api', {
    deployedAt: ago(60),
    ...more,
  });
  return {
    environment: 'production',
    condition: conditionOf(application),
    application,
    since: {},
    live: true,
    ...rest,
  };
}

const attention = (places: JudgedPlace[], more: Partial<JudgedService> = {}) =>
  attentionOf(
    {
      state: 'found',
      places,
      instances: [{ environment: 'production', connected: true }],
      ...more,
    },
    rules,
    NOW,
  );
const kinds = (...args: Parameters<typeof attention>) =>
  attention(...args).map(({ kind }) => kind);

it('asks for nobody where all is well', () => {
  expect(attention([place({ operation: operation({}) })])).toEqual([]);
});

it.each([
  ['not-configured', []],
  ['not-annotated', [{ kind: 'not-annotated' }]],
  ['missing', [{ kind: 'missing' }]],
  ['waiting', [{ kind: 'unknown' }]],
] as const)('a service that is %s', (state, expected) => {
  expect(attention([], { state })).toEqual(expected);
});

describe('failing', () => {
  it.each<[string, Partial<ObservedApplication>, string | undefined]>([
    [
      'degraded, since Argo CD says',
      { health: 'Degraded', healthSince: ago(7) },
      ago(7),
    ],
    ['degraded, since nobody knows', { health: 'Degraded' }, undefined],
    [
      'a failed deployment, since its end',
      { operation: operation({ phase: 'Failed', finishedAt: ago(3) }) },
      ago(3),
    ],
    [
      'an error of the Application',
      { conditions: [{ type: 'InvalidSpecError', message: 'no project' }] },
      undefined,
    ],
  ])('is %s', (_title, application, since) => {
    expect(attention([place(application)])).toEqual([
      { kind: 'failing', environment: 'production', ...(since && { since }) },
    ]);
  });
});

describe('stuck', () => {
  const running = (minutes: number) =>
    place({
      operation: operation({
        phase: 'Running',
        startedAt: ago(minutes),
        finishedAt: undefined,
      }),
    });

  it('is an operation that runs longer than it may', () => {
    expect(kinds([running(14)])).toEqual([]);
    expect(attention([running(16)])).toEqual([
      { kind: 'stuck', environment: 'production', since: ago(16) },
    ]);
  });

  it('is a rollout that goes on long after its deployment', () => {
    const rollout = (healthSince: string, finishedAt: string) =>
      kinds([
        place({
          health: 'Progressing',
          healthSince,
          operation: operation({ finishedAt }),
        }),
      ]);
    expect(rollout(ago(20), ago(20))).toEqual(['stuck']);
    expect(rollout(ago(20), ago(2))).toEqual([]);
    // A pod that moves to another node an hour later.
    expect(rollout(ago(1), ago(60))).toEqual([]);
  });
});

describe('drifting', () => {
  const drifted = (minutes: number, exact: boolean, finished = 60) =>
    attention([
      place(
        {
          sync: 'OutOfSync',
          autoSync: true,
          operation: operation({ finishedAt: ago(finished) }),
        },
        { since: { sync: { at: ago(minutes), exact } } },
      ),
    ]);

  it('is what auto-sync has left for two minutes', () => {
    expect(drifted(1, true)).toEqual([]);
    expect(drifted(5, true, 1)).toEqual([]);
    expect(drifted(5, true)).toEqual([
      { kind: 'drifting', environment: 'production', since: ago(5) },
    ]);
  });

  it('has no beginning where it was so at first sight', () => {
    expect(drifted(5, false)).toEqual([
      { kind: 'drifting', environment: 'production' },
    ]);
  });

  it('is not what waits for a person', () => {
    expect(kinds([place({ sync: 'OutOfSync', autoSync: false })])).toEqual([
      'waiting',
    ]);
  });
});

it.each([
  ['Suspended', 'paused'],
  ['Missing', 'missing'],
  ['Unknown', 'unknown'],
] as const)('%s is %s', (health, kind) => {
  expect(attention([place({ health, healthSince: ago(9) })])[0]?.kind).toBe(
    kind,
  );
});

describe('an instance that is not connected', () => {
  const stale = (more: Partial<ObservedApplication>) =>
    attention([place(more, { live: false, lastContactAt: ago(30) })]);

  it('leaves what was failing beside that nothing is known now', () => {
    expect(stale({ health: 'Degraded' })).toEqual([
      { kind: 'failing', environment: 'production' },
      { kind: 'unknown', environment: 'production', since: ago(30) },
    ]);
  });

  it('says nothing of what time decides', () => {
    const running = operation({ phase: 'Running', startedAt: ago(90) });
    expect(stale({ operation: running })).toEqual([
      { kind: 'unknown', environment: 'production', since: ago(30) },
    ]);
  });
});

describe('never deployed to production', () => {
  const dev = place({}, { environment: 'dev' });
  it('is what runs elsewhere only', () => {
    expect(kinds([dev])).toEqual(['not-in-production']);
    expect(kinds([dev, place()])).toEqual([]);
  });

  it('is an Application there that was never synced', () => {
    const empty = place({
      deployedAt: undefined,
      images: [],
      health: 'Missing',
      sync: 'OutOfSync',
      autoSync: false,
    });
    expect(kinds([dev, empty])).toEqual(['not-in-production']);
    expect(kinds([place(), empty])).toEqual(['waiting']);
  });

  it('is missing where Argo CD should have deployed it long ago', () => {
    const empty: Partial<ObservedApplication> = {
      deployedAt: undefined,
      images: [],
      health: 'Missing',
      autoSync: true,
    };
    const since = (minutes: number) => ({
      environment: 'dev',
      since: { sync: { at: ago(minutes), exact: true } },
    });
    expect(kinds([place(), place(empty, since(1))])).toEqual([]);
    expect(kinds([place(), place(empty, since(9))])).toEqual(['missing']);
  });

  it('is not said where production cannot be asked, or is not meant', () => {
    const silent = [{ environment: 'production', connected: false }];
    expect(kinds([dev], { instances: silent })).toEqual([]);
    const elsewhere = [{ environment: 'dev', connected: true }];
    expect(kinds([dev], { instances: elsewhere })).toEqual([]);
  });
});

describe('the order', () => {
  const failing = (environment: string) =>
    place({ health: 'Degraded' }, { environment });
  const suspended = place({ health: 'Suspended' });

  it('puts the worst first, and production before the rest', () => {
    expect(
      attention([suspended, failing('dev'), failing('production')]).map(
        ({ kind, environment }) => `${kind} ${environment}`,
      ),
    ).toEqual(['failing production', 'failing dev', 'paused production']);
  });

  it('names two Applications of one environment once, since the first', () => {
    const since = (at: string) =>
      place({ health: 'Degraded', healthSince: at });
    expect(attention([since(ago(5)), since(ago(50)), since(ago(9))])).toEqual([
      { kind: 'failing', environment: 'production', since: ago(50) },
    ]);
  });

  it('holds for services too', () => {
    const services = [
      attention([place()]),
      attention([suspended]),
      attention([failing('dev'), place()]),
      attention([failing('production')]),
    ];
    expect([...services].sort((a, b) => compareAttention(a, b, rules))).toEqual(
      [...services].reverse(),
    );
  });
});

describe('since when', () => {
  it('is known of changes that were seen, and at least of the rest', () => {
    const times = new StateTimes();
    const states: Array<Partial<ObservedApplication>> = [
      { sync: 'OutOfSync', observedAt: ago(50) },
      { sync: 'OutOfSync', observedAt: ago(40), health: 'Degraded' },
      { sync: 'OutOfSync', observedAt: ago(30), health: 'Degraded' },
      { sync: 'Synced', observedAt: ago(20), health: 'Degraded' },
    ];
    const applications = states.map(more => anApplication('a', more));
    const told = applications.map((one, index) => {
      times.note(applications[index - 1], one);
      return times.of(one);
    });
    expect(told).toEqual([
      { sync: { at: ago(50), exact: false } },
      {
        sync: { at: ago(50), exact: false },
        health: { at: ago(40), exact: true },
      },
      {
        sync: { at: ago(50), exact: false },
        health: { at: ago(40), exact: true },
      },
      { health: { at: ago(40), exact: true } },
    ]);
  });
});
