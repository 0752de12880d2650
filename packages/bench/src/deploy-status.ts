import { z } from 'zod';
import { FLEET } from './deployStatus/fleet';
import { measureOurs } from './deployStatus/ours';
import { measurePeers } from './deployStatus/peers';
import { Upstreams } from './deployStatus/Upstreams';
import { databaseOf } from './support/database';
import { readSetup, say } from './support/setup';

const GOAL = {
  entityP99Ms: 10,
  teamP95Ms: 50,
  changeP95Ms: 2_000,
  coldCompleteS: 20,
  memoryDeltaMb: 400,
  upstreamCalls: 0,
};

const optionsSchema = z.object({
  peers: z.boolean().default(false),
});

async function main() {
  const setup = await readSetup(
    process.argv.slice(2),
    { runs: 1 },
    { peers: { type: 'boolean' }, instances: { type: 'string' } },
  );
  const { peers } = optionsSchema.parse(setup.own);
  // The upstreams and the backends are processes of their own.
  process.env.MICHI_BENCH_INSTANCES = String(FLEET.instances);

  const upstreams = await Upstreams.start();
  try {
    const result = peers
      ? {
          bench: 'deploy-status --peers',
          ...(await measurePeers(setup, upstreams)),
        }
      : {
          bench: 'deploy-status',
          ...(await measureOurs(setup, upstreams, await databaseOf(setup))),
          goal: GOAL,
        };
    process.stdout.write(`${JSON.stringify({ ...result, fleet: FLEET })}\n`);
  } finally {
    upstreams.stop();
  }
}

main().catch(error => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
