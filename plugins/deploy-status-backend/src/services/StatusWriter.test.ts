import { mockServices } from '@backstage/backend-test-utils';
import { aDeployment } from '../__testUtils__/aDeployment';
import { anApplication } from '../__testUtils__/anApplication';
import { eventually } from '../__testUtils__/eventually';
import type { Observation } from '../domain/observed';
import { StatusWriter } from './StatusWriter';

const NOW = Date.parse('2026-11-23T10:00:00.000Z');

type Options = ConstructorParameters<typeof StatusWriter>[0];

/** A writer whose store takes down what it is told, in order. */
async function setup(options: Partial<Options> = {}) {
  const told: string[] = [];
  let away = false;
  let slow = Promise.resolve();
  const store: Options['store'] = {
    saveContact: async instance => {
      told.push(`contact of ${instance}`);
    },
    saveDeployments: async deployments => {
      await slow;
      if (away) throw new Error('The database is away');
      told.push(
        ...deployments.map(
          ({ application, startedAt, phase }) =>
            `${application} ${startedAt.slice(0, 10)} ${phase}`,
        ),
      );
      return { added: 0 };
    },
    saveApplications: async applications => {
      told.push(...applications.map(({ name }) => name));
    },
    removeApplications: async (names, before) => {
      const all = names.map(({ instance, name }) => `${instance}/${name}`);
      told.push(`without ${all.join()} as of ${before.toISOString()}`);
    },
  };
  const writer = new StatusWriter({
    store,
    logger: mockServices.logger.mock(),
    whenQuiet: Promise.resolve(),
    now: () => NOW,
    ...options,
  });
  await writer.flush();
  const changes = (changed: Observation[], ...removed: string[]) =>
    writer.changes('dev', {
      changed,
      touched: [],
      removed: removed.map(name => ({ namespace: 'argocd', name })),
    });
  return {
    writer,
    told,
    changes,
    setAway: (now: boolean) => {
      away = now;
    },
    /** What is saved from now on waits for the function that this returns. */
    hold: () => {
      let goOn = () => {};
      slow = new Promise(resolve => {
        goOn = resolve;
      });
      return goOn;
    },
  };
}

/** An Application that succeeded on the 1st, and whose last operation is as given. */
function seen(name: string, phase: 'Succeeded' | 'Failed'): Observation {
  const uid = `uid-${name}`;
  const of = { uid, application: name };
  return {
    application: anApplication(name, { uid }),
    deployment: aDeployment({
      ...of,
      phase,
      startedAt: '2026-11-22T10:00:00.000Z',
    }),
    history: () => [
      aDeployment({
        ...of,
        phase: 'Succeeded',
        startedAt: '2026-11-01T10:00:00.000Z',
      }),
    ],
  };
}

/** The same one with an operation that began on the 23rd. */
function running(name: string): Observation {
  const uid = `uid-${name}`;
  return {
    application: anApplication(name, { uid }),
    deployment: aDeployment({
      uid,
      application: name,
      startedAt: '2026-11-23T09:00:00.000Z',
      phase: 'Running',
    }),
  };
}

/** What is told of such an Application once all of it is stored. */
const stored = (name: string, phase: 'Succeeded' | 'Failed') => [
  `${name} 2026-11-01 Succeeded`,
  `${name} 2026-11-22 ${phase}`,
  name,
];

const nameOf = (index: number) => `app-${String(index).padStart(3, '0')}`;

/** A first list of a large instance, of which one failed. */
const large = Array.from({ length: 500 }, (_, index) =>
  seen(nameOf(index), index === 400 ? 'Failed' : 'Succeeded'),
);

/** What is told of them once all of it is stored. */
const ofLarge = large.flatMap(({ application: { name } }, index) =>
  stored(name, index === 400 ? 'Failed' : 'Succeeded'),
);

it('removes what went together in one go, and what went later by its own time', async () => {
  let now = 0;
  const { writer, told, changes } = await setup({ now: () => (now += 1) });
  now = NOW;
  changes([], 'a', 'b');
  changes([], 'c');
  await writer.stop();
  expect(told).toEqual([
    'without dev/a,dev/b as of 2026-11-23T10:00:00.001Z',
    'without dev/c as of 2026-11-23T10:00:00.002Z',
  ]);
});

it('stores how an Application last was that came and went within a moment', async () => {
  const { writer, told, changes } = await setup();
  changes([seen('brief', 'Succeeded')]);
  changes([], 'brief');
  await writer.stop();
  expect(told).toEqual([
    ...stored('brief', 'Succeeded'),
    'without dev/brief as of 2026-11-23T10:00:00.000Z',
  ]);
});

it.each([
  ['at once', [seen('blog-api', 'Failed')]],
  ['among many', large],
])(
  'stores no operation that is past its retention, however often Argo CD tells of it: %s',
  async (_how, observations) => {
    const retentionMs = 10 * 24 * 60 * 60_000;
    const { writer, told, changes } = await setup({ retentionMs });
    changes(observations);
    await writer.stop();
    expect(told.filter(one => one.includes('2026-11-01'))).toEqual([]);
    expect(told).toContain(observations[0]?.application.name);
  },
);

describe('the first list of a large instance', () => {
  it('waits until it is quiet, but for what Argo CD does not keep', async () => {
    let calm = () => {};
    const whenQuiet = new Promise<void>(resolve => {
      calm = resolve;
    });
    const { writer, told, changes } = await setup({ whenQuiet });
    changes(large);
    const partial = seen('partial', 'Succeeded');
    const unkept = seen('unkept', 'Succeeded');
    const evidence = { ranks: {}, partial: true };
    changes([
      {
        ...partial,
        deployment: partial.deployment && { ...partial.deployment, evidence },
      },
      { ...unkept, history: undefined },
    ]);
    await writer.flush();
    expect(told).toEqual([
      `${nameOf(400)} 2026-11-22 Failed`,
      'partial 2026-11-22 Succeeded',
      'unkept 2026-11-22 Succeeded',
    ]);

    // What the watch tells before the list does waits, too, and what else it
    // tells does not.
    changes([{ ...seen('early', 'Succeeded'), isFirst: true }]);
    changes([{ ...seen('early-failed', 'Failed'), isFirst: true }]);
    await writer.flush();
    expect(told.slice(3)).toEqual(['early-failed 2026-11-22 Failed']);
    changes([seen('blog-api', 'Succeeded')]);
    await writer.flush();
    expect(told.slice(4)).toEqual(stored('blog-api', 'Succeeded'));

    calm();
    await eventually(async () => told.includes('early'));
    expect(new Set(told)).toEqual(
      new Set([
        ...ofLarge,
        ...stored('early-failed', 'Failed'),
        ...['blog-api', 'early', 'partial', 'unkept']
          .flatMap(name => stored(name, 'Succeeded'))
          .filter(one => one !== 'unkept 2026-11-01 Succeeded'),
      ]),
    );
    await writer.stop();
  });

  it('is stored before the contact that vouches for it', async () => {
    const { writer, told, changes } = await setup();
    changes(large);
    writer.contact('dev', new Date(NOW));
    writer.contact('production', new Date(NOW));
    await writer.flush();
    expect(told).toContain('contact of production');
    expect(told).not.toContain('contact of dev');
    await writer.stop();
    expect(told.at(-1)).toBe('contact of dev');
    expect(new Set(told)).toEqual(
      new Set([...ofLarge, 'contact of dev', 'contact of production']),
    );
  });

  it('stores no Application before all that it went through', async () => {
    const { writer, told, changes } = await setup();
    changes(large);
    await writer.stop();
    for (const { application } of large) {
      const of = told.filter(one => one.startsWith(application.name));
      expect(of.length).toBeGreaterThanOrEqual(3);
      expect(of.indexOf(application.name)).toBe(of.length - 1);
    }
  });

  it('lets pass what changes meanwhile, with all that was told of it before', async () => {
    const { writer, told, changes } = await setup();
    changes(large);
    await writer.flush();
    const before = told.length;
    const late = nameOf(499);
    changes([running(late)], nameOf(498));
    await writer.flush();
    const gone = 'without dev/app-498 as of 2026-11-23T10:00:00.000Z';
    const ofBoth = [
      ...stored(late, 'Succeeded'),
      `${late} 2026-11-23 Running`,
      gone,
    ];
    expect(told.slice(before)).toEqual(expect.arrayContaining(ofBoth));
    // Well before others of the same list.
    expect(told).not.toContain(nameOf(480));
    expect(told).toContain(`${nameOf(498)} 2026-11-01 Succeeded`);
    await writer.stop();
    expect(told.filter(one => one === late)).toHaveLength(1);
    // How it last was is stored too, as what it went through is found by that.
    const ofGone = told.filter(one => one.includes(nameOf(498)));
    expect(ofGone.slice(-2)).toEqual([nameOf(498), gone]);
  });

  it('is kept while the database is away', async () => {
    const { writer, told, changes, setAway } = await setup();
    setAway(true);
    changes(large);
    await writer.flush();
    await writer.flush();
    expect(told).toEqual([]);
    setAway(false);
    await writer.stop();
    expect(new Set(told)).toEqual(new Set(ofLarge));
  });

  it.each([
    ['news', (again: Observation) => [again]],
    ['a list', (again: Observation) => [again, ...large.slice(1)]],
  ])(
    'loses nothing of an Application that was being written when the database went away, and of which %s told',
    async (_what, news) => {
      const { writer, told, changes, setAway, hold } = await setup();
      const goOn = hold();
      setAway(true);
      changes(large);
      const flushed = writer.flush();
      const name = nameOf(0);
      await new Promise(setImmediate);
      changes(news(running(name)));
      goOn();
      await flushed;
      setAway(false);
      await writer.stop();
      const of = told.filter(one => one.startsWith(name));
      expect(new Set(of)).toEqual(
        new Set([...stored(name, 'Succeeded'), `${name} 2026-11-23 Running`]),
      );
      // Once, and after all that it went through.
      expect(of.indexOf(name)).toBe(of.length - 1);
      expect(new Set(told)).toEqual(
        new Set([...ofLarge, `${name} 2026-11-23 Running`]),
      );
    },
  );

  it('stores as removed what was removed while it was being written in vain', async () => {
    const { writer, told, changes, setAway, hold } = await setup();
    const goOn = hold();
    setAway(true);
    changes(large);
    const flushed = writer.flush();
    await new Promise(setImmediate);
    changes([], nameOf(0));
    goOn();
    await flushed;
    setAway(false);
    await writer.stop();
    const of = told.filter(one => one.includes(nameOf(0)));
    expect(of).toContain(`${nameOf(0)} 2026-11-22 Succeeded`);
    expect(of.slice(-2)).toEqual([
      nameOf(0),
      'without dev/app-000 as of 2026-11-23T10:00:00.000Z',
    ]);
  });
});
