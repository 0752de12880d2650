import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Developers } from './activity/Developers';
import { Pipeline } from './activity/Pipeline';
import { Timers } from './activity/Timers';
import { startArgoCd, type RunningArgoCd } from './argocd/start';
import { systemClock, type Clock } from './clock';
import { startControl } from './control';
import { controlRoutes } from './controlRoutes';
import { Faults } from './faults';
import { Accounts } from './github/Accounts';
import { Actions } from './github/Actions';
import { Hub } from './github/Hub';
import { startGitHub } from './github/server';
import type { Listening } from './listen';
import { People } from './organisation/people';
import { seedOrganisation } from './organisation/seed';
import { readServices } from './organisation/services';
import type { Repositories } from './world';

const ORGANISATION = 'hanabi';
const ENVIRONMENTS = ['dev', 'staging', 'production'] as const;

/** The token that the sandbox's GitHub accepts. */
export const GITHUB_TOKEN = 'michi-sandbox-github';
/** The token that one of the sandbox's Argo CD instances accepts. */
export const argoCdToken = (environment: string) =>
  `michi-sandbox-argocd-${environment}`;

/** How the sandbox is started. */
export interface SandboxOptions {
  /** Where everything is kept; made if missing. */
  stateDir: string;
  /** Ports on 127.0.0.1; 0, and what is left out, takes a free one. */
  ports?: {
    github?: number;
    /** Of dev, staging and production. */
    argocd?: readonly number[];
    control?: number;
  };
  /** Systems that are real and not wanted here. */
  without?: readonly ('github' | 'argocd')[];
  /** 2 is twice as fast as a person would watch it. */
  pace?: number;
  /** Nobody works by themselves; what is pushed still runs. */
  quiet?: boolean;
  /** Makes the example organisation's history; the same seed makes the same. */
  seed?: string;
  clock?: Clock;
  /** The folder with `organisation/`, `platform/` and `services.yaml`. */
  examplesDir?: string;
}

/** A sandbox that is up. */
export interface Sandbox {
  urls: {
    github?: string;
    /** By environment. */
    argocd: Record<string, string>;
    control: string;
  };
  repositories: Repositories;
  faults: Faults;
  stop(): Promise<void>;
}

/**
 * Starts GitHub and Argo CD on localhost, with the example organisation in
 * them. The first start makes its history; later ones go on from the folder.
 *
 * @throws ServiceUnavailableError when a port is in use
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { stateDir, ports = {}, without = [] } = options;
  const clock = options.clock ?? systemClock;
  const pace = options.pace ?? 1;
  const seed = options.seed ?? 'hanabi';
  const examplesDir = options.examplesDir ?? defaultExamples();
  const people = People.read(path.join(examplesDir, 'organisation'));
  const services = readServices(path.join(examplesDir, 'services.yaml'));

  mkdirSync(stateDir, { recursive: true });
  const repositoriesDir = path.join(stateDir, 'repositories');
  if (!existsSync(repositoriesDir)) {
    await seedOrganisation({
      organisation: ORGANISATION,
      dir: repositoriesDir,
      examplesDir,
      people,
      services,
      clock,
      seed,
    });
  }
  const hub = Hub.open(ORGANISATION, repositoriesDir, clock);
  const faults = new Faults([
    'github',
    ...ENVIRONMENTS.map(environment => `argocd-${environment}`),
  ]);
  const actions = new Actions(hub, pace);
  const life = { isLively: true };
  const isLively = () => life.isLively;
  const timers = new Timers(clock);
  const developers = new Developers({
    hub,
    people,
    services,
    timers,
    clock,
    seed,
    pace,
    isLively,
  });
  const pipeline = new Pipeline(hub, actions, timers, commit =>
    developers.failingJob(commit),
  );

  // In the order in which they must stop again, last first.
  const stops: (() => Promise<void>)[] = [async () => hub.close()];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  const keep = (listening: Listening) => {
    stops.push(listening.stop);
    return listening.url;
  };

  try {
    const github = without.includes('github')
      ? undefined
      : keep(
          await startGitHub({
            hub,
            accounts: accountsOf(people),
            actions,
            faults,
            clock,
            port: ports.github ?? 0,
            token: GITHUB_TOKEN,
          }),
        );
    hub.baseUrl = github ?? 'https://github.com';

    let argocd: RunningArgoCd | undefined;
    if (!without.includes('argocd')) {
      argocd = await startArgoCd({
        instances: ENVIRONMENTS.map((environment, index) => ({
          name: environment,
          environment,
          port: ports.argocd?.[index] ?? 0,
          token: argoCdToken(environment),
          autoSync: environment !== 'production',
          ...(environment === 'staging' && { tunedDaysAgo: 28 }),
        })),
        repositories: hub,
        platformRepository: 'platform',
        stateDir: path.join(stateDir, 'argocd'),
        faults,
        // There it is what durations are multiplied by.
        pace: 1 / pace,
        clock,
        seed,
        people: !options.quiet,
        isLively,
      });
      stops.push(argocd.stop);
    }

    const control = keep(
      await startControl({
        faults,
        port: ports.control ?? 0,
        state: async () => describe(hub),
        history: () => argocd?.past() ?? Readable.from([]),
        routes: controlRoutes({
          argocd: instance => argocd?.control(instance),
          repositories: hub,
          life,
        }),
      }),
    );
    stops.push(async () => {
      pipeline.stop();
      await timers.stop();
    });
    if (!options.quiet) developers.start();
    return {
      urls: { github, argocd: argocd?.urls ?? {}, control },
      repositories: hub,
      faults,
      stop,
    };
  } catch (error) {
    pipeline.stop();
    await timers.stop();
    await stop();
    throw error;
  }
}

/** This project's own `examples/`. */
function defaultExamples(): string {
  const own = path.dirname(require.resolve('@michi/sandbox/package.json'));
  return path.resolve(own, '../../examples');
}

function accountsOf(people: People): Accounts {
  return new Accounts({
    organisation: { login: ORGANISATION, name: 'Hanabi Media' },
    owner: {
      login: 'michi',
      name: 'Michi',
      email: 'michi@hanabi.example',
    },
    people: people.all,
    teams: people.teams.map(team => ({
      ...team,
      members: people.all
        .filter(person => person.teams.includes(team.slug))
        .map(person => person.login),
    })),
  });
}

async function describe(hub: Hub) {
  const repositories = hub.all().map(async repository => ({
    name: repository.name,
    head: (await repository.head()) ?? null,
    runs: repository.state.lastRunNumber,
    openPullRequests: repository.state.pulls.filter(
      pull => pull.state === 'open',
    ).length,
  }));
  return { repositories: await Promise.all(repositories) };
}
