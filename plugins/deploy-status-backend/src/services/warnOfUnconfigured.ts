import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StatusStore } from '../store/StatusStore';

/**
 * Names in the log the instances of which the ledger has deployments that nobody
 * is shown, as they are not configured: most likely under this name no longer.
 */
export async function warnOfUnconfigured(
  store: Pick<StatusStore, 'ledgerInstances'>,
  configured: ReadonlyArray<{ name: string }>,
  logger: LoggerService,
): Promise<void> {
  const names = new Set(configured.map(({ name }) => name));
  const others = (await store.ledgerInstances()).filter(
    name => !names.has(name),
  );
  if (others.length > 0) {
    logger.warn(
      `The ledger has deployments of instances that are not configured, and shows none of them: ${others.join(', ')}. If one has another name now, give them to that, as "Renaming an instance" in the README of @michi/plugin-deploy-status-backend says. If it is gone for good, nothing is to be done: they are deleted when they are past their retention.`,
    );
  }
}
