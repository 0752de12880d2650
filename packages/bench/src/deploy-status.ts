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

async function main() {
  const withPeers = process.argv.includes('--peers');
  const setup = await readSetup(
    process.argv.slice(2).filter(argument => argument !== '--peers'),
    { runs: 1 },
  );
  const upstreams = await Upstreams.start();
  try {
    const result = withPeers
      ? {
          bench: 'deploy-status --peers',
          ...(await measurePeers(setup, upstreams)),
        }
      : {
          bench: 'deploy-status',
          ...(await measureOurs(setup, upstreams, await databaseOf(setup))),
          goal: GOAL,
        };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    upstreams.stop();
  }
}

main().catch(error => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
