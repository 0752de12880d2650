import { run } from './lib/run.mjs';

run(() => import('./lib/bench.mjs'));
