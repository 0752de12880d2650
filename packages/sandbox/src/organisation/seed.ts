import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock';
import { isoSeconds } from '../git/commitObject';
import { fastImport, type NewCommit } from '../git/fastImport';
import { Hub } from '../github/Hub';
import { Random } from '../random';
import { serviceHistory, WINDOW_DAYS, type PastCommit } from './history';
import { LIBRARIES, libraryHistory } from './libraries';
import { openPullRequest } from './openPullRequest';
import { pastRuns } from './pastRuns';
import type { People } from './people';
import type { Service } from './services';

const HOUR = 3_600_000;

/** What the first start makes. */
export interface SeedOptions {
  organisation: string;
  /** Where the repositories will live. Must not exist. */
  dir: string;
  /** The folder with `organisation/` and `platform/`. */
  examplesDir: string;
  people: People;
  services: readonly Service[];
  clock: Clock;
  /** The same seed on the same hour makes the same commits. */
  seed: string;
}

/**
 * Makes every repository of the example organisation with 90 days of history.
 * Appears as a whole: a start that is killed halfway leaves nothing behind.
 */
export async function seedOrganisation(options: SeedOptions): Promise<void> {
  const { dir, clock, people } = options;
  const draft = `${dir}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const hub = Hub.open(options.organisation, draft, clock);
  const random = new Random(options.seed);
  // Whole hours, so that two starts within one make the same history.
  const end = Math.floor(clock().getTime() / HOUR) * HOUR;
  const begin = end - WINDOW_DAYS * 24 * HOUR;

  const plans: {
    name: string;
    description: string;
    topics: string[];
    commits: PastCommit[];
  }[] = [
    ...options.services.map(service => ({
      name: service.name,
      description: service.description,
      topics: ['go', service.system],
      commits: serviceHistory(
        service,
        people,
        random.fork(service.name),
        new Date(end),
      ),
    })),
    ...LIBRARIES.map(library => ({
      name: library.name,
      description: library.description,
      topics: ['library'],
      commits: libraryHistory(library, people, random.fork(library.name), {
        begin,
        end,
      }),
    })),
    {
      name: 'platform',
      description:
        'How services reach the clusters, and the organisation’s catalog.',
      topics: ['argocd', 'flux', 'kubevela'],
      commits: [platformCommit(options.examplesDir, people, new Date(begin))],
    },
  ];
  // One after the other hands out the ids in the same order every time.
  for (const plan of plans) {
    const created = isoSeconds(plan.commits[0]?.date ?? new Date(begin));
    const pushed = isoSeconds(plan.commits.at(-1)?.date ?? new Date(begin));
    let shas: string[] = [];
    const repository = await hub.create(
      plan.name,
      {
        description: plan.description,
        topics: plan.topics,
        visibility: 'private',
        createdAt: created,
        updatedAt: pushed,
        pushedAt: pushed,
      },
      async git => {
        shas = await fastImport(git, 'main', plan.commits);
      },
    );
    await pastRuns(repository, plan.commits, shas);
  }
  for (const service of options.services) {
    await openPullRequest(hub.require(service.name), service, people);
  }
  hub.close();
  renameSync(draft, dir);
}

/** The platform repository, from the files of this project. */
function platformCommit(
  examplesDir: string,
  people: People,
  date: Date,
): NewCommit {
  const read = (folder: string, prefix: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => {
        const file = path.join(entry.parentPath, entry.name);
        const inside = path.relative(folder, file).split(path.sep).join('/');
        return [`${prefix}${inside}`, readFileSync(file, 'utf8')] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const [author = { name: 'Platform', email: 'platform@hanabi.example' }] =
    people.of('platform');
  return {
    author,
    date,
    message: 'Describe the organisation and how services are delivered',
    files: Object.fromEntries([
      ...read(path.join(examplesDir, 'platform'), ''),
      ...read(path.join(examplesDir, 'organisation'), 'catalog/'),
    ]),
  };
}
