import type { Clock } from '../clock';
import type { Repositories } from '../world';
import {
  defaultApplicationSet,
  expandApplicationSet,
  isMeantFor,
  parseApplicationSets,
  type ApplicationSet,
  type GeneratedApplication,
  type Matches,
} from './applicationSet';
import { newRecord, pastOf, recordWithPast } from './newRecord';
import type { Instance } from './Instance';
import { parseAppProjects, type AppProject, type Projects } from './Projects';
import { situations } from './scenario';

/** What discovery needs of its instance and of Git. */
export interface DiscoveryOptions {
  instance: Instance;
  projects: Projects;
  repositories: Repositories;
  platformRepository: string;
  environment: string;
  /** Of all instances: how an ApplicationSet that is meant for another one is told apart. */
  environments: string[];
  autoSync: boolean;
  clock: Clock;
  seed: string;
}

interface PlatformFile {
  path: string;
  text: string;
}

/**
 * Makes an instance's applications those that its ApplicationSets ask for.
 * What a commit holds is read once.
 */
export class Discovery {
  private readonly matches: Matches = new Map();
  private platform: { head: string; files: PlatformFile[] } | undefined;

  constructor(private readonly options: DiscoveryOptions) {}

  /**
   * Adds, renews and removes applications. At the very first start they get
   * the past that Git tells of.
   *
   * @returns the names of the new ones, not yet compared with Git
   */
  async run(): Promise<string[]> {
    const { instance, clock } = this.options;
    const isFirst = instance.isNew && instance.list().length === 0;
    const wanted = await this.wanted();
    const names = new Set(wanted.map(({ name }) => name));
    for (const record of instance.list()) {
      const { name } = record.application.metadata;
      if (record.applicationSet && !names.has(name)) instance.remove(name);
    }
    for (const application of wanted) this.renew(application);
    const missing = wanted.filter(({ name }) => !instance.get(name));
    if (isFirst) {
      await this.addWithPast(missing);
    } else {
      for (const application of missing) {
        instance.add(newRecord(application, clock().getTime()));
      }
    }
    return missing.map(({ name }) => name);
  }

  /** Gives an application that is there already what its ApplicationSet says today. */
  private renew(wanted: GeneratedApplication): void {
    const { applicationSet, labels, annotations, spec } = wanted;
    this.options.instance.update(wanted.name, record => {
      // One that was made by hand belongs to whoever made it.
      if (record.applicationSet !== applicationSet) return record;
      const { application } = record;
      const { metadata } = application;
      return {
        ...record,
        application: {
          ...application,
          metadata: {
            ...metadata,
            ...(labels && { labels }),
            ...(annotations && { annotations }),
          },
          spec,
        },
      };
    });
  }

  private async addWithPast(wanted: GeneratedApplication[]): Promise<void> {
    const { instance, environment, seed, repositories, clock } = this.options;
    const past = { repositories, seed, now: clock().getTime() };
    const all = await Promise.all(
      wanted.map(async application => ({
        application,
        syncs: await pastOf(application, past),
      })),
    );
    const withPast = all.filter(({ syncs }) => syncs.length > 2);
    const found = situations(
      environment,
      withPast.map(({ application }) => application.name),
      seed,
    );
    for (const { application, syncs } of all) {
      const situation = found.get(application.name);
      instance.add(await recordWithPast(application, syncs, situation, past));
    }
  }

  private async wanted(): Promise<GeneratedApplication[]> {
    const { repositories, environment, environments, autoSync, projects } =
      this.options;
    const sets: ApplicationSet[] = [];
    const found: AppProject[] = [];
    for (const { path, text } of await this.platformFiles()) {
      found.push(...parseAppProjects(text));
      sets.push(
        ...parseApplicationSets(text).filter(set =>
          isMeantFor(set, path, environment, environments),
        ),
      );
    }
    projects.replace(found);
    const { organisation } = repositories;
    const used =
      sets.length > 0
        ? sets
        : [defaultApplicationSet(organisation, environment, autoSync)];
    const expanded = await Promise.all(
      used.map(set => expandApplicationSet(set, repositories, this.matches)),
    );
    return expanded.flat();
  }

  /** Files of the platform repository that speak of Argo CD's own kinds. */
  private async platformFiles(): Promise<PlatformFile[]> {
    const { repositories, platformRepository } = this.options;
    const head = await repositories.head(platformRepository);
    if (head === undefined) return [];
    if (this.platform?.head === head) return this.platform.files;
    const paths = await repositories.listFiles(platformRepository, '', head);
    const files: PlatformFile[] = [];
    for (const path of paths.filter(name => /\.ya?ml$/.test(name))) {
      const text = await repositories.readFile(platformRepository, path, head);
      if (text?.includes('argoproj.io/')) files.push({ path, text });
    }
    this.platform = { head, files };
    return files;
  }
}
