import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { deploymentKey, mergeDeployment } from '../domain/deployments';
import type { Changes } from '../domain/merge';
import {
  keyOf,
  type ObservedApplication,
  type ObservedDeployment,
} from '../domain/observed';
import type { StatusStore, StoredName } from '../store/StatusStore';
import { saveAcceptable } from './saveAcceptable';

const FLUSH_MS = 200;
const RETRY_MS = 5_000;
/** Contacts change with every keep-alive; they are stored this often. */
const CONTACT_MS = 10_000;

type Pending =
  | { type: 'save'; application: ObservedApplication }
  | { type: 'remove'; name: StoredName; at: Date };

/**
 * Brings what followers learn into the store, a moment later and many at once.
 * While the database is away it keeps the newest of each and tries again, so
 * that a restart of the database loses nothing. What the database refuses for
 * what it says is given up, as it would hold up everything else for ever.
 */
export class StatusWriter {
  #applications = new Map<string, Pending>();
  #deployments = new Map<string, ObservedDeployment>();
  #contacts = new Map<string, Date>();
  #timer: NodeJS.Timeout | undefined;
  #contactsStoredAt = 0;
  #failing = false;
  #flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Pick<
      StatusStore,
      | 'saveApplications'
      | 'saveContact'
      | 'saveDeployments'
      | 'removeApplications'
    >,
    private readonly logger: LoggerService,
    private readonly now: () => number = Date.now,
    /** What started longer ago is not stored: it would be forgotten and, as Argo CD remembers it, come back. */
    private readonly retentionMs = Infinity,
  ) {}

  changes(instance: string, changes: Changes): void {
    for (const { application, deployments } of changes.changed) {
      this.#applications.set(`${instance}/${keyOf(application)}`, {
        type: 'save',
        application,
      });
      deployments.forEach(deployment => this.#deployment(deployment));
    }
    const at = new Date(this.now());
    for (const name of changes.removed) {
      this.#applications.set(`${instance}/${keyOf(name)}`, {
        type: 'remove',
        name: { instance, ...name },
        at,
      });
    }
    this.#schedule(FLUSH_MS);
  }

  contact(instance: string, at: Date): void {
    this.#contacts.set(instance, at);
    if (this.now() - this.#contactsStoredAt >= CONTACT_MS) {
      this.#schedule(FLUSH_MS);
    }
  }

  /** Writes all that is pending, after what is being written; what fails stays pending. */
  async flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushOnce());
    await this.#flushing;
  }

  async stop(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
  }

  async #flushOnce(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const applications = this.#applications;
    const deployments = this.#deployments;
    const contacts = this.#contacts;
    this.#applications = new Map();
    this.#deployments = new Map();
    this.#contacts = new Map();
    try {
      await this.#write([...applications.values()], [...deployments.values()]);
      for (const [instance, at] of contacts) {
        await this.store.saveContact(instance, at);
      }
      this.#contactsStoredAt = this.now();
      this.#failing = false;
    } catch (error) {
      // What arrived meanwhile is newer and goes before it.
      this.#applications = new Map([...applications, ...this.#applications]);
      this.#contacts = new Map([...contacts, ...this.#contacts]);
      const newer = [...this.#deployments.values()];
      this.#deployments = deployments;
      newer.forEach(deployment => this.#deployment(deployment));
      if (!this.#failing) {
        this.logger.warn(
          'Deploy status could not be stored; it is kept in memory and stored later',
          toError(error),
        );
      }
      this.#failing = true;
      this.#schedule(RETRY_MS);
    }
  }

  #deployment(deployment: ObservedDeployment): void {
    const startedAt = Date.parse(deployment.startedAt);
    if (startedAt < this.now() - this.retentionMs) {
      return;
    }
    const key = deploymentKey(deployment);
    const known = this.#deployments.get(key);
    this.#deployments.set(
      key,
      known ? mergeDeployment(known, deployment) : deployment,
    );
  }

  async #write(
    applications: Pending[],
    deployments: ObservedDeployment[],
  ): Promise<void> {
    // First, as an Application that is stored as it is now tells a replica that
    // starts nothing new: what it went through has to be stored by then.
    await saveAcceptable(
      deployments,
      some => this.store.saveDeployments(some),
      ({ instance, namespace, application, startedAt }, error) =>
        this.logger.error(
          `The deployment of ${startedAt} of ${namespace}/${application} on Argo CD '${instance}' cannot be stored; it is left out of the ledger`,
          toError(error),
        ),
    );
    await saveAcceptable(
      applications.flatMap(one => (one.type === 'save' ? one.application : [])),
      some => this.store.saveApplications(some),
      (application, error) =>
        this.logger.error(
          `What is known of ${keyOf(application)} on Argo CD '${application.instance}' cannot be stored; it is in memory only`,
          toError(error),
        ),
    );
    const removals = new Map<number, StoredName[]>();
    for (const one of applications) {
      if (one.type === 'remove') {
        const at = one.at.getTime();
        const names = removals.get(at) ?? [];
        removals.set(at, names);
        names.push(one.name);
      }
    }
    for (const [at, names] of removals) {
      await this.store.removeApplications(names, new Date(at));
    }
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => {
      void this.flush();
    }, ms);
  }
}
