import type { Image, Obstacle } from '@michi/plugin-deploy-status-common';
import { isUpstreamError } from '@michi/upstream-node';
import { decisiveEdits } from '../../domain/operations/decisiveEdits';
import type { ChangedLine } from '../../domain/operations/manifestEdit';
import type { ManifestPlace } from '../../domain/operations/manifestPlaces';
import type { GitHosts } from '../../upstream/GitHosts';
import type { GitFile, GitRepository } from '../../upstream/GitHubRepository';
import { obstacle, obstacleOf } from './failures';

/** A manifest with other images in it. */
export interface ChangedManifest extends GitFile {
  /** As it is to be. */
  text: string;
  lines: ChangedLine[];
}

/** The manifests that name the images, all in one repository. */
export interface FoundManifests {
  repository: GitRepository;
  /** The branch that Argo CD follows. */
  base: string;
  /** Its newest commit, from which the files come. */
  commit: string;
  files: ChangedManifest[];
  /** Of the images asked for, those that the manifests name. */
  images: Image[];
  /** True if a changed line carries the marker of Flux's image automation. */
  automated: boolean;
}

/** An Application's own files are fewer; with more, it is a whole repository. */
const MOST_FILES = 300;
/** Files that are read at the same time. */
const AT_ONCE = 6;
const MANIFEST = /\.(ya?ml|json)$/i;
const FLUX_MARKER = '$imagepolicy';

const NOTHING: Obstacle = {
  kind: 'in-git-already',
  message:
    'The manifests in Git say these images already. They are deployed with the next sync.',
};

/**
 * Finds the lines that name images and what they are to be. Images that no
 * manifest names are left out, such as those of sidecars that the cluster adds.
 */
export async function findManifests(
  hosts: GitHosts,
  places: readonly ManifestPlace[],
  images: readonly Image[],
): Promise<
  | { manifests: FoundManifests; obstacles: [] }
  | { manifests?: undefined; obstacles: Obstacle[] }
> {
  const problems: string[] = [];
  const unanswered: Obstacle[] = [];
  // One pull request is in one repository and goes to one branch.
  const groups = new Map<string, ManifestPlace[]>();
  for (const place of places) {
    const key = `${place.repoUrl}\n${place.revision ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  for (const group of groups.values()) {
    try {
      const found = await inRepository(hosts, group, images);
      if ('problem' in found) {
        problems.push(found.problem);
      } else if (found.files.length === 0) {
        return { obstacles: [NOTHING] };
      } else {
        return { manifests: found, obstacles: [] };
      }
    } catch (error) {
      if (!isUpstreamError(error)) {
        throw error;
      }
      unanswered.push(obstacleOf(error));
    }
  }
  const none =
    unanswered.length > 0
      ? ''
      : 'Argo CD takes this Application from a chart, in which no image can be changed.';
  const message = [...new Set(problems)].join(' ') || none;
  return {
    obstacles: [
      ...(message ? [obstacle('no-source', message)] : []),
      ...unanswered,
    ],
  };
}

async function inRepository(
  hosts: GitHosts,
  places: readonly ManifestPlace[],
  images: readonly Image[],
): Promise<FoundManifests | { problem: string }> {
  const [{ repoUrl, revision } = { repoUrl: '' }] = places;
  const host = hosts.repository(repoUrl);
  if ('problem' in host) {
    return host;
  }
  const { repository } = host;
  const base =
    revision && revision !== 'HEAD'
      ? revision
      : await repository.defaultBranch();
  const commit = await repository.head(base);
  if (!commit) {
    return {
      problem: `Argo CD follows ${base}, which is not a branch of the repository, so a pull request cannot change it.`,
    };
  }
  const listed = await listedAt(repository, commit, places);
  const files = distinctFiles(listed.flatMap(one => one.files));
  if (files.length > MOST_FILES) {
    return {
      problem: `There are more than ${MOST_FILES} files below the Application’s path, too many to look for its images in.`,
    };
  }
  const edits = decisiveEdits(
    listed.map(one => ({
      place: one.place,
      paths: one.files.map(({ path }) => path),
    })),
    await textsOf(repository, files),
    images,
  );
  const edited = files.flatMap(file => {
    const edit = edits.get(file.path);
    return edit ? [{ ...file, ...edit }] : [];
  });
  const found = images.filter(image =>
    edited.some(one => one.found.includes(image)),
  );
  const problems = edited.flatMap(one => one.problems);
  const changed = edited.filter(({ lines }) => lines.length > 0);
  if (found.length === 0 || (changed.length === 0 && problems.length > 0)) {
    const names = images.map(({ name }) => name).join(', ');
    return {
      problem:
        problems.join(' ') ||
        `No manifest in ${places.map(({ path }) => path || '/').join(', ')} names ${names} with a version.`,
    };
  }
  return {
    repository,
    base,
    commit,
    files: changed,
    images: found,
    automated: changed.some(({ lines }) =>
      lines.some(({ after }) => after.includes(FLUX_MARKER)),
    ),
  };
}

/** The manifests at a place. */
interface Listed {
  place: ManifestPlace;
  files: GitFile[];
}

async function listedAt(
  repository: GitRepository,
  commit: string,
  places: readonly ManifestPlace[],
): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const place of places) {
    const files = await repository.files(commit, place.path);
    listed.push({
      place,
      files: files.filter(({ path }) => MANIFEST.test(path)),
    });
  }
  return listed;
}

function distinctFiles(files: readonly GitFile[]): GitFile[] {
  return [...new Map(files.map(file => [file.path, file])).values()];
}

/** By path, without those that are no text. */
async function textsOf(
  repository: GitRepository,
  files: readonly GitFile[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (let i = 0; i < files.length; i += AT_ONCE) {
    const some = files.slice(i, i + AT_ONCE).map(async file => {
      const text = await repository.text(file);
      if (text !== undefined) texts.set(file.path, text);
    });
    await Promise.all(some);
  }
  return texts;
}
