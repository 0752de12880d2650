import type { Repositories } from '../world';
import type { Instance } from './Instance';
import { parseManifests } from './manifests';
import type { PastOperation } from './pastOperation';
import { ordinary, workloadsOf } from './record';
import { kubeTime } from './wire';

/** One deployment before the first start, as the portal's import takes it. */
export interface ExportedDeployment {
  instance: string;
  application: string;
  namespace: string;
  uid: string;
  project: string;
  phase: PastOperation['phase'];
  startedAt: string;
  finishedAt: string;
  healthyAt?: string;
  startedBy?: string;
  automated: boolean;
  retries: number;
  repoUrl: string;
  revision: string;
  author?: string;
  commitMessage?: string;
  committedAt?: string;
  images: string[];
  imagesBefore: string[];
  message?: string;
}

/**
 * What an Argo CD forgets and a company's delivery tools may still know: every
 * operation before the first start, application by application, oldest first.
 * Argo CD's own history names the newest of them with the same uid and start.
 */
export async function* exportPast(
  instance: Instance,
  repositories: Repositories,
): AsyncGenerator<ExportedDeployment> {
  for (const application of instance.past()) {
    const { repository } = application;
    const head = await repositories.head(repository);
    // A repository that was deleted took its commits with it.
    if (head === undefined) continue;
    const images = await imageReader(application, head, repositories);
    let imagesBefore: string[] = [];
    for (const operation of application.operations) {
      const commit = await repositories.commit(repository, operation.revision);
      const deployed = await images(operation.revision);
      const { healthyAt, message } = operation;
      const { username, automated = false } = operation.initiatedBy;
      yield {
        instance: instance.name,
        application: application.name,
        namespace: application.namespace,
        uid: application.uid,
        project: application.project,
        phase: operation.phase,
        startedAt: kubeTime(operation.startedAt),
        finishedAt: kubeTime(operation.finishedAt),
        ...(healthyAt !== undefined && { healthyAt: kubeTime(healthyAt) }),
        ...(username !== undefined && { startedBy: username }),
        automated,
        retries: operation.retries,
        repoUrl: repositories.cloneUrl(repository),
        revision: operation.revision,
        ...(commit && {
          author: `${commit.author.name} <${commit.author.email}>`,
          commitMessage: commit.message.trim(),
          committedAt: kubeTime(Date.parse(commit.date)),
        }),
        images: deployed,
        imagesBefore,
        ...(message !== undefined && { message }),
      };
      if (operation.phase === 'Succeeded') imagesBefore = deployed;
    }
  }
}

/** The images of the workloads at a revision, read once for each. */
async function imageReader(
  application: { repository: string; path: string },
  head: string,
  repositories: Repositories,
): Promise<(revision: string) => Promise<string[]>> {
  const { repository, path } = application;
  // Files of today: asking git for the list at each revision takes a process each.
  const files = await repositories.listFiles(repository, path, head);
  const known = new Map<string, string[]>();
  return async revision => {
    const found = known.get(revision);
    if (found) return found;
    const images = new Set<string>();
    for (const file of files) {
      const text = await repositories.readFile(repository, file, revision);
      if (text === undefined) continue;
      for (const object of ordinary(parseManifests(text, file, 'default'))) {
        for (const { image } of workloadsOf(object)) images.add(image);
      }
    }
    const sorted = [...images].sort();
    known.set(revision, sorted);
    return sorted;
  };
}
