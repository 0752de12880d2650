import type { LedgerRecord } from './records';

/**
 * When the changes that the images of a service carry were committed.
 *
 * An image's first appearance in any environment brings the
 * revision with which the change entered deployment. Later environments get the
 * image by promotion: a commit of its own, often a bot's, that is younger than
 * the change.
 */
export class ChangeTimes {
  readonly #byImage = new Map<string, number>();

  /** @param records - of one service, in the order of their start. */
  constructor(records: Iterable<LedgerRecord>) {
    for (const { images, committedAt } of records) {
      // An appearance whose commit time is not known leaves it to the next one.
      if (committedAt !== undefined) {
        for (const image of images) {
          if (!this.#byImage.has(image)) this.#byImage.set(image, committedAt);
        }
      }
    }
  }

  /**
   * When the oldest change that a deployment brings was committed: the oldest
   * first appearance of the images that are new with it. Where no image is new
   * (a change of configuration), or none is known, the deployed revision's own
   * commit time.
   *
   * @param before - images that ran before it.
   */
  of(record: LedgerRecord, before: readonly string[]): number | undefined {
    const times = record.images
      .filter(image => !before.includes(image))
      .flatMap(image => this.#byImage.get(image) ?? []);
    return times.length > 0 ? Math.min(...times) : record.committedAt;
  }
}
