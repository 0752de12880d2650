import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { say, type Setup } from '../support/setup';
import { percentile, round } from '../support/statistics';
import { latenciesOf, viewRelentlessly, viewSteadily } from './clients';
import { Portal, type Memory } from './portal';
import { Ledger } from './store/Ledger';
import { timesOfChanges } from './signals';
import { FLEET } from './fleet';
import type { Upstreams } from './Upstreams';
import {
  catalogEntityView,
  ourEntityView,
  ourOtherViews,
  ourTabView,
  ourTeamView,
} from './views';

const CLIENTS = 50;
const FEW = 10;
const ROUNDS = 40;
/** A page asks every 5 to 30 s; each client here asks as five to thirty people. */
const EVERY_MS = 1_000;
/** History is asked for when a tab is opened, and when something was deployed. */
const STEADY = { clients: CLIENTS, everyMs: EVERY_MS, rounds: ROUNDS };
const TAB_STEADY = { clients: CLIENTS, everyMs: 10_000, rounds: 8 };
const CHANGES = 100;
const SETTLED_MS = 15_000;

const instancesSchema = z.object({
  instances: z.array(z.object({ connection: z.string() })),
});

const inWords = ({ residentMb, heapMb }: Memory) =>
  `${round(residentMb)} MB resident, ${round(heapMb)} MB of objects,`;

/** Reads the fleet into the catalog, which takes memory that no later start takes. */
export async function fillCatalog(
  setup: Setup,
  upstreams: Upstreams,
): Promise<void> {
  say('filling the catalog');
  const bare = await Portal.start('bare', setup, { upstreams: upstreams.urls });
  try {
    await bare.signIn();
  } finally {
    await bare.stop();
  }
}

/** Waits until what was learnt on first contact is in the database. */
async function ledgerIsWritten(ledger: Ledger): Promise<number> {
  for (let before = -1; ;) {
    const now = await ledger.deployments();
    if (now === before) return now;
    before = now;
    await delay(5_000);
  }
}

/** What a stock Backstage needs, and how soon it answers with an entity, which tells how fast the machine is. */
async function measureBare(setup: Setup, upstreams: Upstreams) {
  const bare = await Portal.start('bare', setup, { upstreams: upstreams.urls });
  try {
    await bare.signIn();
    await delay(SETTLED_MS);
    const view = catalogEntityView(bare);
    await viewRelentlessly(view, { clients: FEW, rounds: 20 });
    const entity = latenciesOf(await viewSteadily(view, STEADY));
    return { entity, memory: await bare.memory() };
  } finally {
    await bare.stop();
  }
}

/** Waits until our backend knows all Applications of all instances. */
export async function untilComplete(portal: Portal): Promise<void> {
  for (;;) {
    const { instances } = instancesSchema.parse(
      JSON.parse(await portal.ask(0, 'deploy-status/v1/instances')),
    );
    if (instances.every(({ connection }) => connection === 'connected')) return;
    // Often enough, and no load.
    await delay(200);
  }
}

/** Requests to all Argo CDs so far, and those of them that are lists which come anyway. */
async function countsOf(upstreams: Upstreams) {
  const counts = await upstreams.counts();
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  return { all, due: counts.listDue ?? 0 };
}

/** Everything about our backend that the goals speak of. */
export async function measureOurs(
  setup: Setup,
  upstreams: Upstreams,
  database: string,
) {
  await fillCatalog(setup, upstreams);
  const { memory: bare, entity: stock } = await measureBare(setup, upstreams);
  say(`${inWords(bare)} without the plugin`);
  say(`a stock catalog's entity ${JSON.stringify(stock)}`);

  const ledger = new Ledger(database);
  await ledger.forget();
  const began = performance.now();
  const portal = await Portal.start('ours', setup, {
    upstreams: upstreams.urls,
  });
  try {
    await portal.signIn(1);
    await untilComplete(portal);
    const coldCompleteS = (performance.now() - began) / 1_000;
    say(`complete ${round(coldCompleteS, 1)} s after the start of its process`);
    await portal.signIn();
    await upstreams.quiet(3_000);
    const deployments = await ledgerIsWritten(ledger);
    say(`${deployments} deployments in the ledger`);
    await delay(SETTLED_MS);

    const entityView = ourEntityView(portal);
    const tabView = ourTabView(portal);
    const teamView = ourTeamView(portal);
    // The first answers pay for code that has not run yet, too.
    const before = await countsOf(upstreams);
    await viewRelentlessly(entityView, { clients: FEW, rounds: 20 });
    await viewRelentlessly(tabView, { clients: FEW, rounds: 25 });
    await viewRelentlessly(teamView, { clients: FEW, rounds: 50 });
    await viewRelentlessly(ourOtherViews(portal), { clients: FEW, rounds: 5 });
    const after = await countsOf(upstreams);
    // A list that is due comes anyway; one per instance at most in so short a time.
    const listsDue = Math.min(after.due - before.due, FLEET.instances);
    const upstreamCalls = after.all - before.all - listsDue;
    say(
      `1,000 page views caused ${upstreamCalls} upstream calls, ${listsDue} lists were due meanwhile`,
    );

    // As people look, before as fast as a machine can: V8 takes what outlives a
    // crowd for something that lasts, and collects more for long afterwards.
    const entity = latenciesOf(await viewSteadily(entityView, STEADY));
    say(`entity ${JSON.stringify(entity)}`);
    const team = latenciesOf(await viewSteadily(teamView, STEADY));
    say(`team ${JSON.stringify(team)}`);
    const tab = latenciesOf(await viewSteadily(tabView, TAB_STEADY));
    say(`tab ${JSON.stringify(tab)}`);

    const crowd = {
      entity: await viewRelentlessly(entityView, {
        clients: CLIENTS,
        rounds: 40,
      }),
      team: await viewRelentlessly(teamView, { clients: CLIENTS, rounds: 20 }),
    };
    say(`a crowd without pauses ${JSON.stringify(crowd)}`);
    const changes = await timesOfChanges(portal, upstreams, CHANGES);
    // Last: after a collection that was forced, V8 collects more often for a while.
    const memory = await portal.memory();
    say(`${inWords(memory)} with it`);

    return {
      entityP99Ms: entity.p99Ms,
      teamP95Ms: team.p95Ms,
      changeP95Ms: round(percentile(changes, 0.95)),
      coldCompleteS: round(coldCompleteS, 1),
      memoryDeltaMb: round(memory.residentMb - bare.residentMb),
      heapDeltaMb: round(memory.heapMb - bare.heapMb),
      upstreamCalls,
      listsDue,
      entity,
      stock,
      team,
      tab,
      crowd,
      deployments,
      change: { n: changes.length, p50Ms: round(percentile(changes, 0.5)) },
      residentMb: {
        bare: round(bare.residentMb),
        ours: round(memory.residentMb),
      },
    };
  } finally {
    await portal.stop();
  }
}
