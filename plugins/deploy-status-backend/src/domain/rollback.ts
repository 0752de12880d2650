import { isDeepStrictEqual } from 'node:util';
import type { Image } from '@michi/plugin-deploy-status-common';
import { deploymentKey } from './deployments';
import { isFailed, type ObservedDeployment } from './observed';

/** A deployment as far as its neighbours matter to it. */
export type Successor = Pick<
  ObservedDeployment,
  | 'instance'
  | 'uid'
  | 'startedAt'
  | 'phase'
  | 'revisions'
  | 'images'
  | 'imported'
  | 'evidence'
>;

/** What follows from the deployments before one. */
export interface Succession {
  /** Whether it put back what had run before something newer. */
  rollback: boolean;
  /** What ran when it began; empty where that is not known. */
  imagesBefore: Image[];
}

/** Versions in the order in which they first appeared, and the latest one. */
class Versions {
  readonly #firstSeen = new Map<string, number>();
  latest: string | undefined;

  /** Whether it is another one than the latest, and had appeared. */
  isEarlier(version: string): boolean {
    return version !== this.latest && this.#firstSeen.has(version);
  }

  /** Whether it is older than the latest one: it had appeared before that did. */
  isOlder(version: string): boolean {
    return this.#since(version) < this.#since(this.latest ?? version);
  }

  add(version: string): void {
    this.latest = version;
    if (!this.#firstSeen.has(version)) {
      this.#firstSeen.set(version, this.#firstSeen.size);
    }
  }

  #since(version: string): number {
    return this.#firstSeen.get(version) ?? Infinity;
  }
}

function versionOf({ tag, digest }: Image): string {
  return `${tag ?? ''}@${digest ?? ''}`;
}

function revisionOf({ revisions }: Successor): string | undefined {
  return revisions.length > 0
    ? revisions.map(({ id }) => id).join(' ')
    : undefined;
}

/**
 * Whether each deployment was a rollback, and what ran before it, by
 * `deploymentKey`. Takes all deployments of one Application (of one name: it may
 * have been made anew) in any order.
 *
 * Argo CD marks its own rollbacks by nothing that a sync cannot have too, and
 * most rollbacks are made in Git. So the rule looks at what was deployed: a
 * rollback brings a revision that had appeared before the one which was deployed
 * just before it, or a new one with such images. Going forward again after it is
 * none, also where the images of the first time are not known. Where
 * deployments before it were forgotten, what was concluded with them holds: those
 * that are left know less, and would say another order.
 */
export function succession(
  deployments: readonly Successor[],
): Map<string, Succession> {
  const result = new Map<string, Succession>();
  const revisions = new Versions();
  const imagesByName = new Map<string, Versions>();
  /** What runs, by name; undefined where that is not known. */
  let running: Map<string, Image> | undefined;
  let lastUid: string | undefined;

  for (const one of [...deployments].sort(byStart)) {
    // What is imported has not always the uid of the Application.
    if (!one.imported) {
      if (lastUid !== undefined && one.uid !== lastUid) running = undefined;
      lastUid = one.uid;
    }
    const { evidence, images } = one;
    const told = evidence?.told?.imagesBefore;
    const known =
      running && fits(running, evidence?.before)
        ? [...running.values()]
        : undefined;
    const before =
      one.imported && told
        ? told
        : (known ??
          evidence?.concluded?.imagesBefore ??
          evidence?.before ??
          told);
    const revision = revisionOf(one);
    result.set(deploymentKey(one), {
      rollback:
        evidence?.concluded?.rollback ??
        (revision !== undefined && revisions.isEarlier(revision)
          ? revisions.isOlder(revision)
          : putsBack(images, imagesByName)),
      imagesBefore: before ?? [],
    });

    if (revision !== undefined) revisions.add(revision);
    for (const image of images) {
      const versions = imagesByName.get(image.name) ?? new Versions();
      imagesByName.set(image.name, versions);
      versions.add(versionOf(image));
    }
    running = nowRunning(running, one);
  }
  return result;
}

/** Whether a change of one deployment changes what follows from it, for itself or for others. */
export function changesSuccession(
  before: Successor,
  after: Successor,
): boolean {
  const [was, is] = [before, after].map(one => ({
    revision: revisionOf(one),
    images: one.images,
    succeeded: one.phase === 'Succeeded',
    applied: one.evidence?.applied,
    imported: one.imported,
    partial: one.evidence?.partial,
    before: one.evidence?.before,
    told: one.evidence?.told?.imagesBefore,
  }));
  return !isDeepStrictEqual(was, is);
}

function byStart(a: Successor, b: Successor): number {
  const [left, right] = [a, b].map(one => `${one.startedAt} ${one.uid}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

/** Whether every image that differs from the one before it is an older one. */
function putsBack(
  images: readonly Image[],
  byName: ReadonlyMap<string, Versions>,
): boolean {
  const changed = images.flatMap(image => {
    const versions = byName.get(image.name);
    const version = versionOf(image);
    return versions && versions.latest !== version
      ? [versions.isOlder(version)]
      : [];
  });
  return changed.length > 0 && changed.every(older => older);
}

/**
 * Whether what was deployed last can be what ran as the next one began. Not where
 * nothing ran, or an image in other versions only: an operation between them was
 * missed, or the Application was made anew.
 */
function fits(
  running: ReadonlyMap<string, Image>,
  seen: readonly Image[] | undefined,
): boolean {
  if (!seen) return true;
  return (
    seen.length > 0 &&
    [...running.values()].every(image => {
      const versions = seen
        .filter(({ name }) => name === image.name)
        .map(versionOf);
      return versions.length === 0 || versions.includes(versionOf(image));
    })
  );
}

/** What runs after a deployment, of what ran before it. */
function nowRunning(
  before: ReadonlyMap<string, Image> | undefined,
  { phase, images, evidence }: Successor,
): Map<string, Image> | undefined {
  const deployed = images.map(image => [image.name, image] as const);
  const { applied, partial } = evidence ?? {};
  if (phase !== 'Succeeded' && applied !== 'all') {
    // What failed halfway leaves some of both, and so may what nobody saw the end of.
    const isUntouched = isFailed(phase) && applied === undefined;
    return before && isUntouched ? new Map(before) : undefined;
  }
  if (partial) {
    return before && new Map([...before, ...deployed]);
  }
  // Where no image is known, something was deployed and nobody knows what.
  return images.length > 0 ? new Map(deployed) : undefined;
}
