import { isDeepStrictEqual } from 'node:util';
import type { Image } from '@michi/plugin-deploy-status-common';
import { deploymentKey } from './deployments';
import type { ObservedDeployment } from './observed';

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
 * rollback brings a revision, or images, that had appeared before those which
 * were deployed just before it. Going forward again after it is none. Where
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

  for (const one of [...deployments].sort(byStart)) {
    const { evidence, images } = one;
    const told = evidence?.told?.imagesBefore;
    const before =
      one.imported && told
        ? told
        : ((running && [...running.values()]) ??
          evidence?.concluded?.imagesBefore ??
          evidence?.before ??
          told);
    const revision = revisionOf(one);
    result.set(deploymentKey(one), {
      rollback:
        evidence?.concluded?.rollback ??
        ((revision !== undefined && revisions.isOlder(revision)) ||
          putsBack(images, imagesByName)),
      imagesBefore: before ?? [],
    });

    if (revision !== undefined) revisions.add(revision);
    for (const image of images) {
      const versions = imagesByName.get(image.name) ?? new Versions();
      imagesByName.set(image.name, versions);
      versions.add(versionOf(image));
    }
    if (one.phase === 'Succeeded') {
      running = nowRunning(running, images, evidence?.partial ?? false);
    }
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

function nowRunning(
  before: ReadonlyMap<string, Image> | undefined,
  images: readonly Image[],
  partial: boolean,
): Map<string, Image> | undefined {
  const deployed = images.map(image => [image.name, image] as const);
  if (partial) {
    return before && new Map([...before, ...deployed]);
  }
  // Where no image is known, something was deployed and nobody knows what.
  return images.length > 0 ? new Map(deployed) : undefined;
}
