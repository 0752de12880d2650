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
import { newRecord } from './newRecord';
import type { Instance } from './Instance';
import { parseAppProjects, type AppProject, type Projects } from './Projects';
import { pastOf, recordWithPast } from './pastRecord';
import { situations } from './scenario';
import { hasVelaCheck } from './velaHealth';
import { refreshed } from './view';

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
  /** How many days before the first start the instance was made faster; it always was if absent. */
  tunedDaysAgo?: number;
  clock: Clock;
  seed: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface PlatformFile {
  path: string;
  text: string;
}

const ABOUT_ARGO_CD = /argoproj\.io\/|\bargocd-cm\b/;

/**
 * Makes an instance's applications those that its ApplicationSets ask for.
 * What a commit holds is read once.
 */
export class Discovery {
  private readonly matches: Matches = new Map();
  private readonly leftOut = new Set<string>();
  private platform: { head: string; files: PlatformFile[] } | undefined;

  constructor(private readonly options: DiscoveryOptions) {}

  /** An application that is not made, whatever the ApplicationSets say. */
  leaveOut(name: string): void {
    this.leftOut.add(name);
  }

  /** Takes that back. */
  allow(name: string): void {
    this.leftOut.delete(name);
  }

  /**
   * Adds, renews and removes applications, and has them judged as Argo CD's
   * settings say. At the very first start they get the past that Git tells of.
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
    const missing = wanted.filter(
      ({ name }) => !instance.get(name) && !this.leftOut.has(name),
    );
    if (isFirst) {
      await this.addWithPast(missing);
    } else {
      for (const application of missing) {
        instance.add(newRecord(application, clock().getTime()));
      }
    }
    this.judge(
      (await this.platformFiles()).some(({ text }) => hasVelaCheck(text)),
    );
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

  /** Gives or takes the health check for KubeVela Applications. */
  private judge(judgesVela: boolean): void {
    const { instance, clock } = this.options;
    for (const { application, ...record } of instance.list()) {
      if ((record.judgesVela ?? false) === judgesVela) continue;
      instance.update(application.metadata.name, before => {
        const next = { ...before, judgesVela };
        // One that was never compared has nothing to judge yet.
        return before.application.status.resources
          ? refreshed(next, clock().getTime(), 'cluster')
          : next;
      });
    }
  }

  private async addWithPast(wanted: GeneratedApplication[]): Promise<void> {
    const { instance, environment, seed, repositories, clock, tunedDaysAgo } =
      this.options;
    const now = clock().getTime();
    const past = {
      repositories,
      seed,
      now,
      // Whole hours, as in Git: two starts within one make the same past.
      ...(tunedDaysAgo !== undefined && {
        slowUntil: Math.floor(now / HOUR) * HOUR - tunedDaysAgo * DAY,
      }),
    };
    const all = await Promise.all(
      wanted.map(async application => ({
        application,
        operations: await pastOf(application, past),
      })),
    );
    const withPast = all.filter(({ operations }) => operations.length > 2);
    const found = situations(
      environment,
      withPast.map(({ application }) => application.name),
      seed,
    );
    const made = await Promise.all(
      all.map(({ application, operations }) =>
        recordWithPast(
          application,
          operations,
          found.get(application.name),
          past,
        ),
      ),
    );
    const pasts = made.map(({ record, operations }) => {
      const { metadata, spec } = instance.add(record).application;
      return {
        name: metadata.name,
        namespace: metadata.namespace,
        uid: metadata.uid,
        project: spec.project,
        repository: record.repository,
        path: spec.source.path ?? '.',
        operations,
      };
    });
    // Before the state is written: whoever finds that finds this too.
    instance.keepPast(pasts);
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

  /** Files of the platform repository that speak of Argo CD's own kinds and settings. */
  private async platformFiles(): Promise<PlatformFile[]> {
    const { repositories, platformRepository } = this.options;
    const head = await repositories.head(platformRepository);
    if (head === undefined) return [];
    if (this.platform?.head === head) return this.platform.files;
    const paths = await repositories.listFiles(platformRepository, '', head);
    const files: PlatformFile[] = [];
    for (const path of paths.filter(name => /\.ya?ml$/.test(name))) {
      const text = await repositories.readFile(platformRepository, path, head);
      if (text && ABOUT_ARGO_CD.test(text)) files.push({ path, text });
    }
    this.platform = { head, files };
    return files;
  }
}
