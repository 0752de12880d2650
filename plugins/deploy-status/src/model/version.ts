import {
  imageVersions,
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

/** The versions of what runs or was deployed; of what has no images, its revision. None before the first deployment. */
function versionsOf({ images, revisions }: Versioned, name: string): string[] {
  const versions = imageVersions(images, name);
  return versions.length > 0
    ? versions
    : revisions.slice(0, 1).map(({ id }) => id);
}

const joined = (versions: string[]): string | undefined =>
  versions.length > 0 ? versions.join(', ') : undefined;

/** The version, with digests and commits in full. Undefined before the first deployment. */
export function wholeVersionOf(
  of: Versioned,
  name: string,
): string | undefined {
  return joined(versionsOf(of, name));
}

/** The version as it is shown: digests and commits in their short form. */
export function versionOf(of: Versioned, name: string): string | undefined {
  // A team that tags its images with commits calls them so.
  const isTag = (version: string) =>
    of.images.some(({ tag }) => tag === version);
  return joined(
    versionsOf(of, name).map(version =>
      isTag(version) ? version : shortRevision(version),
    ),
  );
}

/** The version that a deployment brought. */
export const versionOfDeployment = (deployment: Deployment) =>
  versionOf(deployment, deployment.application);
