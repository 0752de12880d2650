import { parseImage } from '../image';
import type { LedgerRecord } from './records';

/** A version of an image, where it was first seen. */
interface Version {
  place: string;
  /** Its position among the versions of the same name. */
  position: number;
  /** Of the first appearance of which the commit time is known. */
  committedAt?: number;
  /** It ran before the time that was read: it may have appeared elsewhere long before. */
  standsIn: boolean;
}

/** Versions of one image, in the order of their first appearance. */
interface Versions {
  byImage: Map<string, Version>;
  ordered: Version[];
  /** What ran before the time that was read, by place. */
  standIns: Map<string, string>;
}

/**
 * When the changes that the images of a service carry were committed.
 *
 * An image's first appearance in any environment brings the
 * revision with which the change entered deployment. Later environments get the
 * image by promotion: a commit of its own, often a bot's, that is younger than
 * the change. They may skip versions, and get the changes of those too.
 */
export class ChangeTimes {
  readonly #byName = new Map<string, Versions>();
  readonly #names = new Map<string, string>();

  /** @param records - of one service, in the order of their start. */
  constructor(records: Iterable<LedgerRecord>) {
    for (const record of records) {
      record.images.forEach(image => this.#note(image, record));
    }
  }

  /**
   * When the oldest change that a deployment brings was committed. For each image
   * that is new with it, that is the oldest commit of the versions that first
   * appeared after the one that ran before, up to its own; where none of its name
   * ran, of its own version alone. Where no image is new (a change of
   * configuration), or none is known, the deployed revision's own commit time.
   *
   * Undefined where it is not known, also because what ran before is from before
   * the time that was read, and versions may have come between that nobody reads.
   *
   * @param before - images that ran before it.
   */
  of(record: LedgerRecord, before: readonly string[]): number | undefined {
    const times: number[] = [];
    for (const image of record.images) {
      if (!before.includes(image)) {
        const brought = this.#brought(image, record.place.key, before);
        if (!brought) {
          return undefined;
        }
        times.push(...brought);
      }
    }
    return times.length > 0 ? Math.min(...times) : record.committedAt;
  }

  /** Commit times of the changes in an image; undefined where some are out of sight. */
  #brought(
    image: string,
    place: string,
    before: readonly string[],
  ): number[] | undefined {
    const name = this.#nameOf(image);
    const versions = this.#byName.get(name);
    const own = versions?.byImage.get(image);
    if (!versions || own?.committedAt === undefined) {
      return [];
    }
    const ran = before
      .filter(one => this.#nameOf(one) === name)
      .flatMap(one => versions.byImage.get(one) ?? [])
      .sort((a, b) => b.position - a.position)[0];
    if (!ran) {
      return [own.committedAt];
    }
    if (ran.standsIn && ran.place === place) {
      const elsewhere = [...versions.standIns].some(
        ([at, one]) => at !== place && versions.byImage.get(one) !== ran,
      );
      if (elsewhere) {
        return undefined;
      }
    }
    return [
      own,
      ...versions.ordered.slice(ran.position + 1, own.position),
    ].flatMap(({ committedAt }) => committedAt ?? []);
  }

  #note(image: string, { place, committedAt, earliestAt }: LedgerRecord): void {
    const name = this.#nameOf(image);
    const versions = this.#byName.get(name) ?? {
      byImage: new Map<string, Version>(),
      ordered: [],
      standIns: new Map<string, string>(),
    };
    this.#byName.set(name, versions);
    const standsIn = earliestAt !== undefined;
    if (standsIn) versions.standIns.set(place.key, image);
    const known = versions.byImage.get(image);
    if (known) {
      // An appearance whose commit time is not known leaves it to the next one.
      if (committedAt !== undefined) known.committedAt ??= committedAt;
      return;
    }
    const position = versions.ordered.length;
    const version: Version = { place: place.key, position, standsIn };
    if (committedAt !== undefined) version.committedAt = committedAt;
    versions.byImage.set(image, version);
    versions.ordered.push(version);
  }

  #nameOf(image: string): string {
    const name = this.#names.get(image) ?? parseImage(image).name;
    this.#names.set(image, name);
    return name;
  }
}
