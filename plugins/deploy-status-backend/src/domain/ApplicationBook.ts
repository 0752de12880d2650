import type { ApplicationLocator } from '@michi/plugin-deploy-status-common';
import type { Changes } from './merge';
import { keyOf, type ObservedApplication } from './observed';
import { parseLabelSelector } from './selector';

/** The Applications of one instance in memory, found by key, name or label. */
export class ApplicationBook {
  readonly #byKey = new Map<string, ObservedApplication>();
  readonly #keysByName = new Map<string, Set<string>>();

  /** Read-only view by {@link keyOf}. */
  get all(): ReadonlyMap<string, ObservedApplication> {
    return this.#byKey;
  }

  /** Takes over what news changed. */
  apply(changes: Changes): void {
    changes.changed.forEach(({ application }) => this.put(application));
    changes.touched.forEach(application => this.put(application));
    for (const name of changes.removed) {
      const key = keyOf(name);
      this.#byKey.delete(key);
      const keys = this.#keysByName.get(name.name);
      keys?.delete(key);
      if (keys?.size === 0) {
        this.#keysByName.delete(name.name);
      }
    }
  }

  /** Adds or replaces one Application. */
  put(application: ObservedApplication): void {
    const key = keyOf(application);
    this.#byKey.set(key, application);
    const keys = this.#keysByName.get(application.name) ?? new Set();
    this.#keysByName.set(application.name, keys.add(key));
  }

  /**
   * The Applications that a locator means, by name. A locator without a
   * namespace means Argo CD's own. A name goes before a selector.
   *
   * @throws InputError when the selector is not one.
   */
  find(locator: ApplicationLocator): ObservedApplication[] {
    const candidates = locator.name
      ? this.#named(locator.name)
      : this.#labelled(locator.selector ?? '');
    return candidates
      .filter(
        application =>
          (locator.namespace
            ? application.namespace === locator.namespace
            : application.inControllerNamespace) &&
          (!locator.project || application.project === locator.project),
      )
      .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  }

  #named(name: string): ObservedApplication[] {
    return [...(this.#keysByName.get(name) ?? [])].flatMap(key => {
      const application = this.#byKey.get(key);
      return application ? [application] : [];
    });
  }

  #labelled(selector: string): ObservedApplication[] {
    const matches = parseLabelSelector(selector);
    return [...this.#byKey.values()].filter(({ labels }) => matches(labels));
  }
}
