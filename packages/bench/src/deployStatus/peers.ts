import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT, say, type Setup } from '../support/setup';
import { latenciesOf, viewSteadily, type View } from './clients';
import { FLEET, instanceNames, revisionOf, serviceName } from './fleet';
import { fillCatalog, untilComplete } from './ours';
import { Portal, type Contender } from './portal';
import type { Upstreams } from './Upstreams';
import { ourTabView, ourTeamView, viewed } from './views';

const run = promisify(execFile);

const PEERS = {
  '@roadiehq/backstage-plugin-argo-cd-backend': '4.8.0',
  '@backstage-community/plugin-argocd-backend': '1.7.2',
};

/** Fewer and slower than for ourselves: their views take seconds of an upstream's time. */
const STEADY = { clients: 50, everyMs: 20_000, rounds: 2 };
const TEAM_STEADY = { clients: 5, everyMs: 30_000, rounds: 4 };
/** A browser asks for six things of a host at a time. */
const AT_ONCE = 6;

/** Installs the peers in a folder of their own and answers the folder. */
async function installPeers(): Promise<string> {
  const folder = path.join(ROOT, '.michi', 'bench-peers');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { ...PEERS, express: '^4.17.1' },
      // Registries that mirror others may lag behind with these two.
      overrides: {
        '@backstage-community/plugin-argocd-common': '>=1.16.0',
        '@backstage-community/plugin-argocd-node': '>=1.4.0',
      },
    }),
  );
  say('installing the two existing plugins in a folder of their own');
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=dev'],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  );
  return folder;
}

const foundSchema = z.array(z.looseObject({ name: z.string() }));

async function some<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) {
        await work(item);
      }
    }),
  );
}

/** The revisions that the history of an Application shows, newest first. */
const revisions = (instance: number, index: number) =>
  Array.from({ length: 10 }, (_, age) => revisionOf(instance, index, age));

/**
 * What the peers' own pages ask of their backends for one service, in the same
 * order: which instances have it, each Application, and author and message of
 * each revision in its history.
 */
async function peerPage(
  portal: Portal,
  client: number,
  plugin: 'argocd' | 'backstage-community-argocd',
  name: string,
): Promise<void> {
  const found = foundSchema.parse(
    JSON.parse(
      await portal.ask(
        client,
        `${plugin}/find/name/${name}${plugin === 'argocd' ? '' : '?expand=applications'}`,
      ),
    ),
  );
  const places = found.map(({ name: instance }) => instance);
  if (places.length !== FLEET.instances) {
    throw new Error(`${plugin} found ${name} on ${places.length} instances`);
  }
  const at = (instance: string) =>
    `${plugin}/argoInstance/${instance}/applications`;
  if (plugin === 'argocd') {
    await some(places, instance =>
      portal.ask(client, `${at(instance)}/name/${name}`),
    );
  }
  const index = Number(name.split('-')[1]);
  await some(
    places.flatMap(instance =>
      revisions(instanceNames.indexOf(instance), index).map(
        revision =>
          `${at(instance)}/name/${name}/revisions/${revision}/metadata`,
      ),
    ),
    where => portal.ask(client, where),
  );
}

function viewsOf(
  contender: Contender,
  portal: Portal,
): { entity: View; team: View } {
  if (contender === 'ours') {
    return { entity: ourTabView(portal), team: ourTeamView(portal) };
  }
  const plugin =
    contender === 'roadie' ? 'argocd' : 'backstage-community-argocd';
  return {
    entity: (client, each) =>
      peerPage(portal, client, plugin, viewed(client, each)),
    // They have no page for a team: this is each of its services.
    team: async client => {
      const first =
        ((client * 7) % (FLEET.services / FLEET.perTeam)) * FLEET.perTeam;
      for (let index = first; index < first + FLEET.perTeam; index++) {
        await peerPage(portal, client, plugin, serviceName(index));
      }
    },
  };
}

const ratioOf = (a?: number, b?: number) => a && b && a / b;

/** The same views on all three backends, in turn, and how many upstream calls each caused. */
export async function measurePeers(setup: Setup, upstreams: Upstreams) {
  const peers = await installPeers();
  await fillCatalog(setup, upstreams);
  const results = new Map<Contender, Awaited<ReturnType<typeof measureOne>>>();
  for (const contender of ['ours', 'roadie', 'community'] as const) {
    results.set(
      contender,
      await measureOne(contender, setup, upstreams, peers),
    );
    say(`${contender} ${JSON.stringify(results.get(contender))}`);
  }
  const ours = results.get('ours');
  return Object.fromEntries(
    [...results].map(([contender, result]) => [
      contender,
      {
        ...result,
        ...(ours &&
          contender !== 'ours' && {
            ratio: {
              entityP50: ours.entity.p50Ms / result.entity.p50Ms,
              entityP95: ratioOf(ours.entity.p95Ms, result.entity.p95Ms),
              teamP50: ours.team.p50Ms / result.team.p50Ms,
            },
          }),
      },
    ]),
  );
}

async function measureOne(
  contender: Contender,
  setup: Setup,
  upstreams: Upstreams,
  peers: string,
) {
  const portal = await Portal.start(contender, setup, {
    upstreams: upstreams.urls,
    peers,
  });
  try {
    await portal.signIn();
    if (contender === 'ours') await untilComplete(portal);
    await upstreams.quiet(5_000);
    const views = viewsOf(contender, portal);
    await views.entity(0, 0);

    const beforeEntity = await upstreams.total();
    const entity = latenciesOf(await viewSteadily(views.entity, STEADY));
    const entityCalls = (await upstreams.total()) - beforeEntity;

    const beforeTeam = await upstreams.total();
    const team = latenciesOf(await viewSteadily(views.team, TEAM_STEADY));
    const teamCalls = (await upstreams.total()) - beforeTeam;
    return {
      entity,
      team,
      upstreamCallsPerView: {
        entity: entityCalls / entity.views,
        team: teamCalls / team.views,
      },
    };
  } finally {
    await portal.stop();
  }
}
