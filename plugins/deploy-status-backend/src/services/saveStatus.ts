import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  keyOf,
  type ObservedApplication,
  type ObservedDeployment,
} from '../domain/observed';
import type { StatusStore, StoredName } from '../store/StatusStore';
import { saveAcceptable } from './saveAcceptable';

/** What is to be stored of an Application. */
export type PendingApplication =
  | { type: 'save'; application: ObservedApplication }
  | {
      type: 'remove';
      name: StoredName;
      at: Date;
      /** As it last was, where that is not stored yet: what it went through is found by its labels. */
      application?: ObservedApplication;
    };

/** Stores all of it but what the store refuses, which is named in the log. */
export async function saveStatus(
  to: {
    store: Pick<
      StatusStore,
      'saveApplications' | 'saveDeployments' | 'removeApplications'
    >;
    logger: LoggerService;
  },
  applications: readonly PendingApplication[],
  deployments: readonly ObservedDeployment[],
): Promise<void> {
  const { store, logger } = to;
  // First, as an Application that is stored as it is now tells a replica that
  // starts nothing new: what it went through has to be stored by then.
  await saveAcceptable(
    deployments,
    some => store.saveDeployments(some),
    ({ instance, namespace, application, startedAt }, error) =>
      logger.error(
        `The deployment of ${startedAt} of ${namespace}/${application} on Argo CD '${instance}' cannot be stored; it is left out of the ledger`,
        toError(error),
      ),
  );
  await saveAcceptable(
    applications.flatMap(one => one.application ?? []),
    some => store.saveApplications(some),
    (application, error) =>
      logger.error(
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
    await store.removeApplications(names, new Date(at));
  }
}
