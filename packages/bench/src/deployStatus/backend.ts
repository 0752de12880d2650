import { createBackend } from '@backstage/backend-defaults';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { fleetEntities } from './entities';
import { tellMemoryOnSignal } from './memory';

/*
 * One backend with the fleet's catalog, sign-in and policy, and beside them the
 * plugin that is measured, or none. The peers live in a folder of their own,
 * with their own dependencies.
 */

const { side, peers, memory } = z
  .object({
    side: z.enum(['bare', 'ours', 'roadie', 'community']),
    peers: z.string().optional(),
    memory: z.string(),
  })
  .parse({
    side: process.env.MICHI_BENCH_SIDE,
    peers: process.env.MICHI_BENCH_PEERS,
    memory: process.env.MICHI_BENCH_MEMORY,
  });

tellMemoryOnSignal(memory);

function peer(name: string): BackendFeature {
  const fromThere = createRequire(path.join(peers ?? '', 'package.json'));
  const loaded = fromThere(name);
  return loaded.default ?? loaded.ArgoCDPlugin ?? loaded.argoCDPlugin;
}

const backend = createBackend();
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@michi/plugin-auth-backend-module-people'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@michi/plugin-permission-backend-module-ownership'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(fleetEntities);

switch (side) {
  case 'ours':
    backend.add(import('@michi/plugin-deploy-status-backend'));
    break;
  case 'roadie':
    backend.add(peer('@roadiehq/backstage-plugin-argo-cd-backend'));
    break;
  case 'community':
    backend.add(peer('@backstage-community/plugin-argocd-backend'));
    break;
  default:
}

backend.start();
