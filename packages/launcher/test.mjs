import { run } from './lib/run.mjs';

run(() => import('./lib/test/main.mjs'));
