import { grouped } from './grouped';
import type { Place } from './records';

type Whereabouts = Omit<Place, 'key' | 'destination'>;

/** Where deployments of a service are to be found. */
export interface ServiceName {
  entityRef: string;
  instance: string;
  /** The Application's. */
  name: string;
  /** Beside Argo CD itself where it is absent. */
  namespace?: string;
  /** Any where it is absent. */
  project?: string;
}

function isNamed(place: Whereabouts, name: ServiceName): boolean {
  return (
    name.instance === place.instance &&
    (name.namespace === undefined
      ? place.inControllerNamespace
      : name.namespace === place.namespace) &&
    (name.project === undefined || name.project === place.project)
  );
}

/**
 * Finds the service that a deployment belongs to. Where two services name one
 * Application it is the first one's.
 */
export class ServiceFinder {
  readonly #byName: Map<string, ServiceName[]>;
  readonly #byService: Map<string, ServiceName[]>;
  readonly #found = new Map<Whereabouts, string | undefined>();

  constructor(names: readonly ServiceName[]) {
    this.#byName = grouped(names, ({ name }) => name);
    this.#byService = grouped(names, ({ entityRef }) => entityRef);
  }

  /** Those that deployments can belong to, by entity reference. */
  services(): string[] {
    return [...this.#byService.keys()];
  }

  /** The names that Applications of these services can have. */
  applicationNames(services: readonly string[]): string[] {
    const names = services.flatMap(one => this.#byService.get(one) ?? []);
    return [...new Set(names.map(({ name }) => name))];
  }

  /** The service's entity reference; undefined where it is none of these. */
  find(place: Whereabouts): string | undefined {
    // Most records share their place with others.
    if (!this.#found.has(place)) {
      const service = this.#byName
        .get(place.application)
        ?.find(name => isNamed(place, name));
      this.#found.set(place, service?.entityRef);
    }
    return this.#found.get(place);
  }
}
