import {
  defaultApplicationSet,
  expandApplicationSet,
  isMeantFor,
  parseApplicationSets,
  type ApplicationSet,
  type GeneratedApplication,
} from './applicationSet';
import { newRecord, pastOf, recordWithPast } from './newRecord';
import { parseAppProjects, type AppProject } from './Projects';
import type { ReconcilerOptions } from './Reconciler';
import { situations } from './scenario';

/**
 * Makes the instance's applications those that its ApplicationSets ask for. At
 * the very first start they get the past that Git tells of.
 *
 * @returns the names of the new ones, not yet compared with Git
 */
export async function discover(options: ReconcilerOptions): Promise<string[]> {
  const { instance, clock } = options;
  const isFirst = instance.isNew && instance.list().length === 0;
  const wanted = await generatedBy(options);
  const names = new Set(wanted.map(({ name }) => name));
  for (const record of instance.list()) {
    const { name } = record.application.metadata;
    if (record.applicationSet && !names.has(name)) instance.remove(name);
  }
  for (const application of wanted) renew(application, options);
  const missing = wanted.filter(({ name }) => !instance.get(name));
  if (isFirst) {
    await addWithPast(missing, options);
  } else {
    for (const application of missing) {
      instance.add(newRecord(application, clock().getTime()));
    }
  }
  return missing.map(({ name }) => name);
}

/** Gives an application that is there already what its ApplicationSet says today. */
function renew(
  { name, applicationSet, labels, annotations, spec }: GeneratedApplication,
  { instance }: ReconcilerOptions,
): void {
  instance.update(name, record => {
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

async function addWithPast(
  wanted: GeneratedApplication[],
  options: ReconcilerOptions,
): Promise<void> {
  const { instance, environment, seed, repositories } = options;
  const past = { repositories, seed, now: options.clock().getTime() };
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

async function generatedBy(
  options: ReconcilerOptions,
): Promise<GeneratedApplication[]> {
  const { repositories, environment, environments, autoSync } = options;
  const sets: ApplicationSet[] = [];
  const projects: AppProject[] = [];
  for (const { path, text } of await platformFiles(options)) {
    projects.push(...parseAppProjects(text));
    sets.push(
      ...parseApplicationSets(text).filter(set =>
        isMeantFor(set, path, environment, environments),
      ),
    );
  }
  options.projects.replace(projects);
  const used =
    sets.length > 0
      ? sets
      : [
          defaultApplicationSet(
            repositories.organisation,
            environment,
            autoSync,
          ),
        ];
  const expanded = await Promise.all(
    used.map(set => expandApplicationSet(set, repositories)),
  );
  return expanded.flat();
}

interface PlatformFile {
  path: string;
  text: string;
}

/** Files of the platform repository at a commit; they are the same whenever they are read. */
const platformFilesAt = new Map<string, PlatformFile[]>();

/** Files of the platform repository that speak of Argo CD's own kinds. */
async function platformFiles({
  repositories,
  platformRepository,
}: ReconcilerOptions): Promise<PlatformFile[]> {
  const head = await repositories.head(platformRepository);
  if (head === undefined) return [];
  const known = platformFilesAt.get(head);
  if (known) return known;
  const paths = await repositories.listFiles(platformRepository, '', head);
  const files: PlatformFile[] = [];
  for (const path of paths.filter(name => /\.ya?ml$/.test(name))) {
    const text = await repositories.readFile(platformRepository, path, head);
    if (text?.includes('argoproj.io/')) files.push({ path, text });
  }
  platformFilesAt.clear();
  platformFilesAt.set(head, files);
  return files;
}
