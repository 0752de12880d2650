import { Faults } from '../../../faults';
import { startArgoCd } from '../../start';
import { RecordingClient } from './client';
import type { Exchange } from './exchange';
import {
  deployment,
  freeze,
  hooks,
  kindsOfSync,
  pruning,
  retries,
  rollback,
  streams,
  termination,
} from './lifeScenes';
import { lists, platform, refusals } from './restScenes';
import type { Stage } from './stage';
import { contractWorld } from './world';

const KEEP_ALIVE = 1_000;
const PACE = 0.1;

const INSTANCES = ['dev', 'production'].map(environment => ({
  name: environment,
  environment,
  port: 0,
  token: `michi-sandbox-argocd-${environment}`,
  autoSync: environment === 'dev',
}));

/** Starts the sandbox's Argo CD and does to it what was done to the real one for the recordings. */
export async function driveSandbox(stateDir: string): Promise<Exchange[]> {
  const repositories = contractWorld();
  const running = await startArgoCd({
    instances: INSTANCES,
    repositories,
    stateDir,
    faults: new Faults(INSTANCES.map(({ name }) => `argocd-${name}`)),
    pace: PACE,
    platformRepository: 'platform',
    people: false,
    keepAliveMs: KEEP_ALIVE,
  });
  const written: Exchange[] = [];
  const client = (name: string) =>
    new RecordingClient(
      running.urls[name] ?? '',
      `michi-sandbox-argocd-${name}`,
      KEEP_ALIVE / 1_000,
      written,
    );
  const stage: Stage = {
    repositories,
    dev: client('dev'),
    production: client('production'),
  };
  try {
    await platform(stage);
    await lists(stage);
    await refusals(stage);
    await deployment(stage);
    await kindsOfSync(stage);
    await pruning(stage);
    await hooks(stage);
    await rollback(stage);
    await termination(stage);
    await retries(stage);
    await freeze(stage);
    await streams(stage);
    return written;
  } finally {
    await running.stop();
  }
}
