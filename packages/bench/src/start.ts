import { SIDES, startBackend, type Side } from './support/backend';
import { readSetup, say, type Setup } from './support/setup';
import { median, round } from './support/statistics';

async function timeOfStart(side: Side, setup: Setup): Promise<number> {
  const backend = await startBackend(side, setup);
  await backend.stop();
  return backend.readyMs;
}

async function main() {
  const setup = await readSetup(process.argv.slice(2), { runs: 7 });

  // The first start of each makes its database and warms the disk's cache; it is not counted.
  for (const side of SIDES) {
    say(`${side}, first start: ${round(await timeOfStart(side, setup))} ms`);
  }

  const times: Record<Side, number[]> = { ours: [], bare: [] };
  for (let run = 1; run <= setup.runs; run++) {
    // In turn, and the order changed every time, so that drift meets both alike
    const order = run % 2 === 0 ? SIDES : [...SIDES].reverse();
    for (const side of order) {
      const ms = await timeOfStart(side, setup);
      times[side].push(ms);
      say(`${side}, run ${run} of ${setup.runs}: ${round(ms)} ms`);
    }
  }

  const oursMs = median(times.ours);
  const bareMs = median(times.bare);
  process.stdout.write(
    `${JSON.stringify({
      bench: 'start',
      oursMs: round(oursMs),
      bareMs: round(bareMs),
      ratio: round(oursMs / bareMs, 3),
      goal: { ratio: 1.1 },
      runs: setup.runs,
    })}\n`,
  );
}

main().catch(error => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
