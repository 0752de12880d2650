import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { OperationStore } from '../store/OperationStore';
import type { StatusStore } from '../store/StatusStore';

/** Once a day, on one replica, deployments and requests past their retention are removed. */
export async function scheduleForgetting(
  scheduler: SchedulerService,
  stores: { store: StatusStore; requests: OperationStore },
  settings: { retentionMs: number; instances: Array<{ name: string }> },
  logger: LoggerService,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'forget-old-deployments',
    frequency: { hours: 24 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 5 },
    fn: async () => {
      const before = new Date(Date.now() - settings.retentionMs);
      const removed = await stores.store.forgetDeployments(
        before,
        settings.instances.map(({ name }) => name),
      );
      const requests = await stores.requests.forgetOperations(before);
      logger.info(
        `Removed ${removed} deployments and ${requests} requests from before ${before.toISOString()}`,
      );
    },
  });
}
