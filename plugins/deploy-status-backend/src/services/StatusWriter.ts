import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { deploymentKey, mergeDeployment } from '../domain/deployments';
import type { Changes } from '../domain/merge';
import {
  deploymentsOf,
  keyOf,
  type ApplicationName,
  type Observation,
  type ObservedApplication,
  type ObservedDeployment,
} from '../domain/observed';
import type { StatusStore } from '../store/StatusStore';
import { saveStatus, type PendingApplication } from './saveStatus';
import { WaitingApplications } from './WaitingApplications';

const FLUSH_MS = 200;
const RETRY_MS = 5_000;
/** Contacts change with every keep-alive; they are stored this often. */
const CONTACT_MS = 10_000;
/**
 * Applications whose histories are written at a time: few hundred deployments,
 * which are garbage before V8 takes them for something that lasts.
 */
const AT_ONCE = 40;
/** More than this is a first list, or one after a long absence. */
const MANY = 200;

/**
 * Brings what followers learn into the store, a moment later and many at once.
 * While the database is away it keeps the newest of each and tries again, so
 * that a restart of the database loses nothing. What the database refuses for
 * what it says is given up, as it would hold up everything else for ever.
 *
 * A first list tells of more than is written in a moment. Those Applications
 * wait as they were told until it is quiet, let pass what the watch tells, and
 * are written part by part. None is stored before all that it went through, and
 * no contact before all that it vouches for: a replica that dies in between
 * learns of it again.
 */
export class StatusWriter {
  #applications = new Map<string, PendingApplication>();
  #deployments = new Map<string, ObservedDeployment>();
  #contacts = new Map<string, Date>();
  readonly #waiting = new WaitingApplications();
  #isQuiet = false;
  #timer: NodeJS.Timeout | undefined;
  #contactsStoredAt = 0;
  #failing = false;
  #flushing: Promise<void> = Promise.resolve();

  readonly #now: () => number;
  readonly #retentionMs: number;

  constructor(
    private readonly options: {
      store: Pick<
        StatusStore,
        | 'saveApplications'
        | 'saveContact'
        | 'saveDeployments'
        | 'removeApplications'
      >;
      logger: LoggerService;
      /** Resolves when nobody waits any more for what the processor has to do instead. */
      whenQuiet: Promise<void>;
      /** What started longer ago is not stored: it would be forgotten and, as Argo CD remembers it, come back. */
      retentionMs?: number;
      now?: () => number;
    },
  ) {
    this.#now = options.now ?? Date.now;
    this.#retentionMs = options.retentionMs ?? Infinity;
    void options.whenQuiet.then(() => {
      this.#isQuiet = true;
      this.#scheduleWaiting();
    });
  }

  changes(instance: string, changes: Changes): void {
    const areMany = changes.changed.length > (this.#isQuiet ? MANY : 1);
    for (const observation of changes.changed) {
      this.#waitNoMore(instance, observation.application);
      // Until it is quiet, lists wait, and what the watch tells does not, unless it
      // comes before the list that would tell it too.
      if (areMany || (observation.isFirst && !this.#isQuiet)) {
        this.#wait(observation);
      } else {
        this.#told(instance, observation);
      }
    }
    const at = new Date(this.#now());
    for (const name of changes.removed) {
      const key = `${instance}/${keyOf(name)}`;
      const last =
        this.#waiting.get(instance, name) ?? this.#applications.get(key);
      this.#waitNoMore(instance, name);
      this.#applications.set(key, {
        type: 'remove',
        name: { instance, ...name },
        at,
        application: last?.application,
      });
    }
    this.#schedule(FLUSH_MS);
  }

  contact(instance: string, at: Date): void {
    this.#contacts.set(instance, at);
    if (this.#now() - this.#contactsStoredAt >= CONTACT_MS) {
      this.#schedule(FLUSH_MS);
    }
  }

  /**
   * Writes all that is pending, and of the Applications that wait those whose
   * turn it is, after what is being written; what fails stays pending.
   */
  async flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushOnce());
    await this.#flushing;
  }

  /** Writes everything, unless the database is away. */
  async stop(): Promise<void> {
    this.#isQuiet = true;
    do {
      await this.flush();
    } while (!this.#waiting.isEmpty && !this.#failing);
    clearTimeout(this.#timer);
  }

  async #flushOnce(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const taken = this.#isQuiet ? this.#waiting.take(AT_ONCE) : [];
    const applications = this.#applications;
    const deployments = this.#deployments;
    const contacts = this.#contacts;
    this.#applications = new Map();
    this.#deployments = new Map();
    this.#contacts = new Map();
    try {
      await saveStatus(
        this.options,
        [...applications.values()],
        [...deployments.values()],
      );
      await saveStatus(
        this.options,
        taken.map(({ application }) => ({ type: 'save', application })),
        taken.flatMap(deploymentsOf).filter(one => this.#isKept(one)),
      );
      await this.#writeContacts(contacts);
      this.#failing = false;
      this.#scheduleWaiting();
    } catch (error) {
      this.#takeBack({ taken, applications, deployments, contacts });
      if (!this.#failing) {
        this.options.logger.warn(
          'Deploy status could not be stored; it is kept in memory and stored later',
          toError(error),
        );
      }
      this.#failing = true;
      // What arrived meanwhile is in no hurry either.
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#schedule(RETRY_MS);
    }
  }

  /** What could not be written. What arrived meanwhile is newer and goes before it. */
  #takeBack(unwritten: {
    taken: Observation[];
    applications: Map<string, PendingApplication>;
    deployments: Map<string, ObservedDeployment>;
    contacts: Map<string, Date>;
  }): void {
    const newer = [...this.#deployments.values()];
    this.#deployments = unwritten.deployments;
    newer.forEach(deployment => this.#deployment(deployment));
    for (const observation of unwritten.taken) {
      const { application } = observation;
      const { instance } = application;
      if (
        this.#superseded(`${instance}/${keyOf(application)}`, application) ||
        this.#waiting.get(instance, application)
      ) {
        deploymentsOf(observation).forEach(one => this.#deployment(one));
      } else {
        this.#waiting.add(observation);
      }
    }
    for (const [key, older] of unwritten.applications) {
      if (!this.#superseded(key, older.application)) {
        this.#applications.set(key, older);
      }
    }
    this.#contacts = new Map([...unwritten.contacts, ...this.#contacts]);
  }

  /** Whether there are news of an Application; where it is gone, this is how it last was. */
  #superseded(
    key: string,
    application: ObservedApplication | undefined,
  ): boolean {
    const newer = this.#applications.get(key);
    if (newer?.type === 'remove') {
      newer.application ??= application;
    }
    return newer !== undefined;
  }

  /** An instance of which Applications wait is not yet known as it was at its last contact. */
  async #writeContacts(contacts: ReadonlyMap<string, Date>): Promise<void> {
    for (const [instance, at] of contacts) {
      if (!this.#waiting.has(instance)) {
        await this.options.store.saveContact(instance, at);
      } else if (!this.#contacts.has(instance)) {
        this.#contacts.set(instance, at);
      }
    }
    this.#contactsStoredAt = this.#now();
  }

  /** News of an Application, to be written at once. */
  #told(instance: string, observation: Observation): void {
    const { application } = observation;
    this.#applications.set(`${instance}/${keyOf(application)}`, {
      type: 'save',
      application,
    });
    for (const deployment of deploymentsOf(observation)) {
      this.#deployment(deployment);
    }
  }

  /**
   * One of many. Argo CD keeps a history only of what succeeded as a whole; any
   * other operation it forgets with the next one, so that is written at once.
   */
  #wait(observation: Observation): void {
    const { deployment, history } = observation;
    this.#waiting.add(observation);
    if (
      deployment &&
      (deployment.phase !== 'Succeeded' ||
        deployment.evidence?.partial ||
        !history)
    ) {
      this.#deployment(deployment);
    }
  }

  /** There are news: what it went through until then is written with them. */
  #waitNoMore(instance: string, name: ApplicationName): void {
    const observation = this.#waiting.get(instance, name);
    this.#waiting.delete(instance, name);
    for (const one of observation ? deploymentsOf(observation) : []) {
      this.#deployment(one);
    }
  }

  #scheduleWaiting(): void {
    if (!this.#waiting.isEmpty && this.#isQuiet) {
      this.#schedule(0);
    }
  }

  #deployment(deployment: ObservedDeployment): void {
    if (!this.#isKept(deployment)) {
      return;
    }
    const key = deploymentKey(deployment);
    const before = this.#deployments.get(key);
    this.#deployments.set(
      key,
      before ? mergeDeployment(before, deployment) : deployment,
    );
  }

  #isKept({ startedAt }: ObservedDeployment): boolean {
    return Date.parse(startedAt) >= this.#now() - this.#retentionMs;
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => {
      void this.flush();
    }, ms);
  }
}
