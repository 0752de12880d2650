import { grouped } from './grouped';
import { placeOf, type StoredRecord } from './records';

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

type Place = Pick<
  StoredRecord,
  'instance' | 'namespace' | 'application' | 'inControllerNamespace' | 'project'
>;

function isNamed(place: Place, name: ServiceName): boolean {
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
  readonly #found = new Map<string, string | undefined>();

  constructor(names: readonly ServiceName[]) {
    this.#byName = grouped(names, ({ name }) => name);
  }

  /** The names that deployments of these services can have. */
  applicationNames(): string[] {
    return [...this.#byName.keys()];
  }

  /** The service's entity reference; undefined where it is none of these. */
  find(place: Place): string | undefined {
    // Most deployments are of a place that another one was of.
    const key = `${placeOf(place)}/${place.project}/${place.inControllerNamespace}`;
    if (!this.#found.has(key)) {
      const service = this.#byName
        .get(place.application)
        ?.find(name => isNamed(place, name));
      this.#found.set(key, service?.entityRef);
    }
    return this.#found.get(key);
  }
}
