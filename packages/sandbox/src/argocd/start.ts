import { systemClock, type Clock } from '../clock';
import type { Faults } from '../faults';
import { listen } from '../listen';
import type { Repositories } from '../world';
import { Instance } from './Instance';
import { InstanceControl } from './InstanceControl';
import { exportPast, type ExportedDeployment } from './pastExport';
import { People } from './People';
import { Projects } from './Projects';
import { Reconciler, type ReconcilerOptions } from './Reconciler';
import { createArgoCdHandler } from './server';
import { Sessions } from './Sessions';

const KEEP_ALIVE = 15_000;

/** One Argo CD to start. */
export interface ArgoCdInstanceOptions {
  /** Its name in the portal's configuration, and in faults as `argocd-<name>`. */
  name: string;
  /** The folder below `deploy/` that it reads. */
  environment: string;
  /** 0 for any free one. */
  port: number;
  /** The bearer token of the account `portal`, and the password of `admin`. */
  token: string;
  /** Only where the platform repository has no ApplicationSet for it. */
  autoSync: boolean;
  /** Before the first start it was slow until that many days ago, if given. */
  tunedDaysAgo?: number;
}

/** How the instances of Argo CD are started. */
export interface ArgoCdOptions {
  instances: ArgoCdInstanceOptions[];
  repositories: Repositories;
  /** Folder for what has to survive a restart. */
  stateDir: string;
  faults: Faults;
  /** What real durations are multiplied by; 1 is life-like, tests take less. */
  pace?: number;
  clock?: Clock;
  /** The repository with the ApplicationSets. */
  platformRepository: string;
  /** Whatever is left to chance is decided by this. */
  seed?: string;
  /** Whether simulated people sync by hand now and then, and something goes wrong now and then; yes unless said otherwise. */
  people?: boolean;
  /** Asked each time before they do, or something does; they always may unless given. */
  isLively?(): boolean;
  /** How often an event stream shows that it lives; 15 seconds as on a real one, tests take less. */
  keepAliveMs?: number;
  log?(message: string): void;
}

/** Instances of Argo CD that are up. */
export interface RunningArgoCd {
  /** Base URL of each instance, by name. */
  urls: Record<string, string>;
  /** What can be done to an instance; undefined for one that there is not. */
  control(instance: string): InstanceControl | undefined;
  /** Every deployment before the first start, instance by instance. */
  past(): AsyncGenerator<ExportedDeployment>;
  stop(): Promise<void>;
}

/**
 * Starts Argo CD stand-ins that speak what a real 3.2 speaks: REST and the
 * watch. Resolves once every application that the ApplicationSets ask for
 * exists and was compared with Git.
 *
 * @throws ServiceUnavailableError where a port is taken
 */
export async function startArgoCd(
  options: ArgoCdOptions,
): Promise<RunningArgoCd> {
  const running: StartedInstance[] = [];
  try {
    for (const instance of options.instances) {
      running.push(await startInstance(instance, options));
    }
  } catch (error) {
    await Promise.all(running.map(({ stop }) => stop()));
    throw error;
  }
  return {
    urls: Object.fromEntries(running.map(({ name, url }) => [name, url])),
    control: wanted => running.find(({ name }) => name === wanted)?.control,
    past: async function* past() {
      for (const { instance } of running) {
        yield* exportPast(instance, options.repositories);
      }
    },
    stop: async () => {
      await Promise.all(running.map(({ stop }) => stop()));
    },
  };
}

interface StartedInstance {
  name: string;
  url: string;
  instance: Instance;
  control: InstanceControl;
  stop(): Promise<void>;
}

async function startInstance(
  config: ArgoCdInstanceOptions,
  options: ArgoCdOptions,
): Promise<StartedInstance> {
  const clock = options.clock ?? systemClock;
  const instance = new Instance(config.name, options.stateDir);
  const projects = new Projects();
  const reconcilerOptions: ReconcilerOptions = {
    instance,
    projects,
    repositories: options.repositories,
    platformRepository: options.platformRepository,
    environment: config.environment,
    environments: options.instances.map(({ environment }) => environment),
    autoSync: config.autoSync,
    tunedDaysAgo: config.tunedDaysAgo,
    pace: options.pace ?? 1,
    clock,
    seed: options.seed ?? 'michi',
    isLively: () => (options.people ?? true) && (options.isLively?.() ?? true),
    log: options.log ?? (message => process.stderr.write(`${message}\n`)),
  };
  const reconciler = new Reconciler(reconcilerOptions);
  const people = new People(reconciler, reconcilerOptions);
  let url = '';
  const handler = createArgoCdHandler({
    instance,
    projects,
    reconciler,
    repositories: options.repositories,
    faults: options.faults,
    sessions: new Sessions({
      token: config.token,
      signingKey: instance.signingKey,
      clock,
    }),
    now: () => clock().getTime(),
    url: () => url,
    keepAliveMs: options.keepAliveMs ?? KEEP_ALIVE,
  });
  await reconciler.start();
  // Nobody is let in before everything is there.
  const server = await listen(handler, config.port).catch(async error => {
    await reconciler.stop();
    instance.flush();
    throw error;
  });
  url = server.url;
  if (options.people ?? true) people.start();
  return {
    name: config.name,
    url,
    instance,
    control: new InstanceControl({
      instance,
      projects,
      reconciler,
      discovery: reconciler.discovery,
      now: () => clock().getTime(),
    }),
    stop: async () => {
      people.stop();
      await reconciler.stop();
      instance.flush();
      await server.stop();
    },
  };
}
