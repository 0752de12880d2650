import type { ApplicationLocator } from '@michi/plugin-deploy-status-common';
import { canonical } from './canonical';
import { Fingerprint, markOf } from './Fingerprint';
import { isWhereMeant } from './isWhereMeant';
import { LabelIndex } from './LabelIndex';
import { stateOf, type Changes } from './merge';
import { keyOf, type ObservedApplication } from './observed';
import { selectorOf, type LabelSelector } from './selector';
import { SharedStrings } from './SharedStrings';
import { StateTimes, type StateSince } from './StateTimes';

/** The Applications of one instance in memory, found by key, name or label. */
export class ApplicationBook {
  readonly #byKey = new Map<string, ObservedApplication>();
  /** One name may be there in several namespaces. */
  readonly #byName = new Map<string, readonly ObservedApplication[]>();
  readonly #labels = new LabelIndex(this.#byKey);
  readonly #times = new StateTimes();
  /** By locator, which is the same object as long as its entity does not change. */
  readonly #selectors = new WeakMap<ApplicationLocator, LabelSelector>();
  /** What a selector without a label to look up found at which version. */
  readonly #scans = new WeakMap<
    LabelSelector,
    { version: number; found: ObservedApplication[] }
  >();
  readonly #fingerprint = new Fingerprint();
  /** Those whose mark is made already. */
  readonly #prepared = new WeakMap<ObservedApplication, number>();
  #version = 0;

  /** @param strings - of all instances */
  constructor(private readonly strings = new SharedStrings()) {}

  /** Read-only view by {@link keyOf}. */
  get all(): ReadonlyMap<string, ObservedApplication> {
    return this.#byKey;
  }

  /**
   * Of what is known of all Applications: another one when anything of it
   * changes, and the same for two who know the same. When it was seen is no part
   * of it.
   */
  get fingerprint(): string {
    return `${this.#fingerprint}`;
  }

  /** Takes over what news changed. */
  apply(changes: Changes): void {
    changes.changed.forEach(({ application }) => this.put(application));
    changes.touched.forEach(application => this.#keep(application));
    changes.removed.forEach(name => this.#remove(keyOf(name)));
  }

  /**
   * Does what takes most of the time of {@link put}, for one that is not known. The
   * thousands of a first list are prepared one by one as they arrive, so that
   * nobody has to wait for all of them in the end. Of those that are known, most
   * will turn out to be as they were.
   */
  prepare(application: ObservedApplication): void {
    if (!this.#byKey.has(keyOf(application))) {
      this.#prepared.set(application, this.#markOf(application));
    }
  }

  /** Adds or replaces one Application, which it takes over. */
  put(application: ObservedApplication): void {
    const mark = this.#prepared.get(application) ?? this.#markOf(application);
    this.#prepared.delete(application);
    this.#keep(application);
    this.#fingerprint.set(keyOf(application), mark);
  }

  /**
   * The Applications that a locator means, by name. A name goes before a
   * selector; without both, all of the project are meant.
   *
   * @throws InputError when the selector is not one.
   */
  find(locator: ApplicationLocator): ObservedApplication[] {
    const candidates = locator.name
      ? this.#byName.get(locator.name)
      : this.#labelled(locator);
    return (
      candidates?.filter(one => isWhereMeant(locator, one)).sort(byKey) ?? []
    );
  }

  /** Since when an Application is not as it should be. */
  sinceOf(application: ObservedApplication): StateSince {
    return this.#times.of(application);
  }

  #markOf(application: ObservedApplication): number {
    this.strings.share(application);
    // What was stored has its keys in another order.
    return markOf(canonical(stateOf(application)));
  }

  #keep(application: ObservedApplication): void {
    const key = keyOf(application);
    const before = this.#byKey.get(key);
    if (before) {
      this.#labels.removed(key, before);
    }
    this.#byKey.set(key, application);
    this.#labels.added(key, application);
    this.#times.note(before, application);
    this.#byName.set(application.name, [
      ...this.#others(application),
      application,
    ]);
    this.#version += 1;
  }

  #remove(key: string): void {
    const application = this.#byKey.get(key);
    if (!application) {
      return;
    }
    this.#byKey.delete(key);
    this.#fingerprint.delete(key);
    this.#labels.removed(key, application);
    this.#times.forget(key);
    const others = this.#others(application);
    if (others.length > 0) {
      this.#byName.set(application.name, others);
    } else {
      this.#byName.delete(application.name);
    }
    this.#version += 1;
  }

  #others({ name, namespace }: ObservedApplication): ObservedApplication[] {
    return (this.#byName.get(name) ?? []).filter(
      one => one.namespace !== namespace,
    );
  }

  #labelled(locator: ApplicationLocator): ObservedApplication[] {
    const selector = this.#selectorOf(locator);
    if (selector.required.length > 0) {
      return this.#labels.find(selector);
    }
    const known = this.#scans.get(selector);
    if (known?.version === this.#version) {
      return known.found;
    }
    const found = this.#labels.find(selector);
    this.#scans.set(selector, { version: this.#version, found });
    return found;
  }

  #selectorOf(locator: ApplicationLocator): LabelSelector {
    const known = this.#selectors.get(locator);
    if (known) {
      return known;
    }
    const selector = selectorOf(locator);
    this.#selectors.set(locator, selector);
    return selector;
  }
}

function byKey(a: ObservedApplication, b: ObservedApplication): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
