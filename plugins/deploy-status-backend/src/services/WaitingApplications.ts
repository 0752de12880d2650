import {
  keyOf,
  type ApplicationName,
  type Observation,
} from '../domain/observed';

/** Applications that wait to be stored, as they were told; each in its newest state. */
export class WaitingApplications {
  /** By instance and {@link keyOf}. An instance of which none waits is not there. */
  readonly #waiting = new Map<string, Map<string, Observation>>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Whether any of an instance's waits. */
  has(instance: string): boolean {
    return this.#waiting.has(instance);
  }

  get(instance: string, name: ApplicationName): Observation | undefined {
    return this.#waiting.get(instance)?.get(keyOf(name));
  }

  add(observation: Observation): void {
    const { application } = observation;
    const ofInstance =
      this.#waiting.get(application.instance) ?? new Map<string, Observation>();
    this.#waiting.set(application.instance, ofInstance);
    ofInstance.set(keyOf(application), observation);
  }

  delete(instance: string, name: ApplicationName): void {
    const ofInstance = this.#waiting.get(instance);
    ofInstance?.delete(keyOf(name));
    if (ofInstance?.size === 0) {
      this.#waiting.delete(instance);
    }
  }

  /** Takes out those that wait longest, so many at most, of one instance. */
  take(most: number): Observation[] {
    const taken: Observation[] = [];
    const [first] = this.#waiting.values();
    for (const observation of first?.values() ?? []) {
      if (taken.length === most) break;
      taken.push(observation);
    }
    for (const { application } of taken) {
      this.delete(application.instance, application);
    }
    return taken;
  }
}
