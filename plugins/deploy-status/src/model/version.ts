import type {
  Application,
  Deployment,
} from '@michi/plugin-deploy-status-common';

/** Git names commits by SHA-1 or, in newer repositories, by SHA-256. */
const SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** A commit SHA in its short form; anything else, such as a chart version, as it is. */
export function shortRevision(id: string): string {
  return SHA.test(id) ? id.slice(0, 7) : id;
}

/** The name of a commit's author, without the address that Git keeps beside it. */
export function authorName(author: string): string {
  return author.replace(/\s*<[^>]*>\s*$/, '') || author;
}

/**
 * The version as its team calls it: the tag of the image that bears the
 * Application's name, of the only image otherwise, or else the revision.
 * Undefined before the first deployment.
 */
export function versionOf(
  of: Pick<Application, 'images' | 'revisions'>,
  name: string,
): string | undefined {
  const image =
    of.images.find(candidate => candidate.name.split('/').pop() === name) ??
    of.images[0];
  if (image?.tag) return image.tag;
  if (image?.digest) return image.digest.replace('sha256:', '').slice(0, 12);
  const revision = of.revisions[0];
  return revision && shortRevision(revision.id);
}

/** The version that a deployment brought. */
export const versionOfDeployment = (deployment: Deployment) =>
  versionOf(deployment, deployment.application);
