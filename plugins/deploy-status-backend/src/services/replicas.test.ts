import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import createKnex from 'knex';
import { FAKE_TOKEN, FakeArgoCd } from '../__testUtils__/FakeArgoCd';
import { ledgerOf, lives, sightingsOf } from '../__testUtils__/ledgerOf';
import {
  hasPostgresServer,
  PostgresServer,
} from '../__testUtils__/PostgresServer';
import { ReplicaProcess } from '../__testUtils__/ReplicaProcess';
import { SimulatedApplication } from '../__testUtils__/SimulatedApplication';
import type { Frame } from '../__testUtils__/simulatedOperations';
import type { ObservedDeployment } from '../domain/observed';
import { DatabaseStatusStore } from '../store/DatabaseStatusStore';

/*
 * Three replicas on one database follow an Argo CD on which two hundred
 * operations run. Frames come twice, late, and over streams that break;
 * replicas are killed, and the database crashes and starts again: a PostgreSQL
 * of this test's own, so that it can.
 *
 * What is guaranteed: an operation is in the ledger, once and with its outcome,
 * if a replica that saw it lived until the database took it. Argo CD itself
 * remembers the last operation and the last ten that succeeded, so that a
 * failed one which was followed by another while nobody looked is known to
 * nobody. Hence one replica at a time, another one each time, is left alive
 * until all that was sent so far is stored, as in a deployment of which not
 * all replicas die at once.
 */

// Half a minute, but every replica that is killed has to start again.
jest.setTimeout(300_000);

/** Another life with `MICHI_SEED`. */
const SEED = Number(process.env.MICHI_SEED ?? 7);
const DEPLOYMENTS = 200;
const PHASES = 5;

// Without PostgreSQL's programs it is skipped by name, but not in CI.
const canRun = hasPostgresServer || Boolean(process.env.CI);
const describeWithServer = canRun ? describe : describe.skip;
const reason = canRun
  ? ''
  : ' (skipped: node_modules has no embedded PostgreSQL for this machine)';

/** Numbers that look random and are the same each time. */
function randomNumbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The lives of Applications, mixed, with as many deployments as asked for. */
function story(random: (below: number) => number): {
  frames: Frame[];
  deployments: number;
} {
  const applications: SimulatedApplication[] = [];
  let deployments = 0;
  for (const { vela, steps } of fc.sample(lives, {
    seed: SEED,
    numRuns: 500,
  })) {
    if (deployments < DEPLOYMENTS) {
      const one = new SimulatedApplication(
        `api-${applications.length}`,
        vela,
        applications.length,
      );
      steps.forEach(step => one.play(step));
      applications.push(one);
      deployments += one.expected.length;
    }
  }
  const rest = applications.map(({ frames }) => [...frames]);
  const frames: Frame[] = [];
  while (rest.length > 0) {
    const from = random(rest.length);
    const frame = rest[from]?.shift();
    if (frame) frames.push(frame);
    else rest.splice(from, 1);
  }
  return { frames, deployments };
}

function byKey(a: ObservedDeployment, b: ObservedDeployment): number {
  return `${a.uid}/${a.startedAt}` < `${b.uid}/${b.startedAt}` ? -1 : 1;
}

/** As `toEqual` sees it: what is absent and what is undefined are the same. */
function isSame(a: unknown, b: unknown): boolean {
  const [one, other] = [a, b].map(each => JSON.parse(JSON.stringify(each)));
  return isDeepStrictEqual(one, other);
}

describeWithServer(`three replicas on one database${reason}`, () => {
  it('have every deployment once and with its outcome, whoever is killed and however often the database crashes', async () => {
    const random = randomNumbers(SEED);
    const { frames, deployments } = story(random);
    expect(deployments).toBeGreaterThanOrEqual(DEPLOYMENTS);

    expect(hasPostgresServer).toBe(true);
    const postgres = await PostgresServer.create();
    const knex = createKnex({
      client: 'pg',
      connection: postgres.url,
      // That its connections end is what this is about.
      log: { warn: () => {} },
    });
    const store = await DatabaseStatusStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const argoCd = new FakeArgoCd();
    await argoCd.start();
    const replicas = [0, 1, 2].map(
      () =>
        new ReplicaProcess({
          argoCd: argoCd.url,
          token: FAKE_TOKEN,
          database: postgres.url,
        }),
    );
    const allFollow = async () => {
      await Promise.all(replicas.map(one => one.following()));
      while (argoCd.openWatches < replicas.length) await delay(10);
    };

    const sent: Frame[] = [];
    const send = (frame: Frame) => {
      sent.push(frame);
      if (frame.type === 'DELETED')
        argoCd.remove(frame.application.metadata.name);
      else argoCd.set(frame.application);
      if (random(6) === 0) {
        // One of the last frames comes again, and later than those after it.
        const again = sent.at(-1 - random(Math.min(sent.length, 30)));
        if (again?.type === 'MODIFIED') {
          argoCd.sendRaw(
            `data: ${JSON.stringify({ result: again })} \n\n`.repeat(
              1 + random(2),
            ),
          );
        }
      }
    };
    const stored = async () => {
      const names = new Set(
        sent.map(({ application }) => application.metadata.name),
      );
      const page = await store.findDeployments({
        applications: [...names].map(name => ({ instance: 'dev', name })),
        since: new Date(0),
        limit: 1_000,
      });
      return [...page.deployments].sort(byKey);
    };
    /** All that was sent so far is stored, and nothing else. */
    const settled = async () => {
      const expected = ledgerOf(sightingsOf(sent)).sort(byKey);
      const until = Date.now() + 20_000;
      let now = await stored();
      while (!isSame(now, expected) && Date.now() < until) {
        await delay(100);
        now = await stored();
      }
      expect(now).toEqual(expected);
    };

    try {
      replicas.forEach(one => one.start());
      await allFollow();
      for (let phase = 0; phase < PHASES; phase++) {
        const survivor = phase % replicas.length;
        const others = replicas.filter((_, index) => index !== survivor);
        const part = frames.slice(
          Math.floor((phase * frames.length) / PHASES),
          Math.floor(((phase + 1) * frames.length) / PHASES),
        );
        const killing: Promise<void>[] = [];
        const killAt = others.map(() => random(part.length));
        const [crashAt, backAt] = [0.3, 0.6].map(at =>
          Math.floor(part.length * at),
        );
        let back = Promise.resolve();
        for (const [index, frame] of part.entries()) {
          // In the middle of what replicas write. While it recovers, more happens.
          if (index === crashAt) await postgres.crash();
          if (index === backAt) back = postgres.start();
          others.forEach((one, which) => {
            if (killAt[which] === index) killing.push(one.kill());
          });
          send(frame);
          if (random(4) === 0) await delay(random(20));
        }
        await back;
        await settled();
        await Promise.all(killing);
        await allFollow();
        // With all streams cut, nothing may happen until one is open again.
        argoCd.cutStreams();
        await allFollow();
      }
      expect(replicas.map(({ kills }) => kills).every(kills => kills > 2)).toBe(
        true,
      );
      expect(postgres.recoveries).toBe(PHASES);
      expect(replicas.flatMap(({ deaths }) => deaths)).toEqual([]);

      // All at once, now that everything is stored; whoever starts sees it anew.
      await Promise.all(replicas.map(one => one.kill()));
      await allFollow();
      await delay(500);
      await settled();
      const [count] = await knex('deployments').count({ rows: '*' });
      expect(Number(count?.rows)).toBe(deployments);
    } finally {
      await Promise.all(replicas.map(one => one.stop()));
      await argoCd.stop();
      await knex.destroy();
      await postgres.remove();
    }
  });
});
