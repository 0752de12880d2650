import {
  shortDigest,
  type Application,
  type Deployment,
} from '@michi/plugin-deploy-status-common';

/** Git names commits by SHA-1 or, in newer repositories, by SHA-256. */
const SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** A commit SHA or a digest in its short form; anything else, such as a chart version, as it is. */
export function shortRevision(id: string): string {
  return SHA.test(id) ? id.slice(0, 7) : shortDigest(id);
}

/** The name of a commit's author, without the address that Git keeps beside it. */
export function authorName(author: string): string {
  return author.replace(/\s*<[^>]*>\s*$/, '') || author;
}

/** What has a version. */
export type Versioned = Pick<Application, 'images' | 'revisions'>;

/**
 * The version as its team calls it: the tag of the image that bears the
 * Application's name, of the only image otherwise, or else its digest, or the
 * revision. Undefined before the first deployment.
 */
export function wholeVersionOf(
  of: Versioned,
  name: string,
): string | undefined {
  const image =
    of.images.find(candidate => candidate.name.split('/').pop() === name) ??
    of.images[0];
  return image?.tag || image?.digest || of.revisions[0]?.id;
}

/** The version as it is shown: digests and commits in their short form. */
export function versionOf(of: Versioned, name: string): string | undefined {
  const whole = wholeVersionOf(of, name);
  if (whole === undefined) return undefined;
  // A team that tags its images with commits calls them so.
  return of.images.some(({ tag }) => tag === whole)
    ? whole
    : shortRevision(whole);
}

/** The version that a deployment brought. */
export const versionOfDeployment = (deployment: Deployment) =>
  versionOf(deployment, deployment.application);
