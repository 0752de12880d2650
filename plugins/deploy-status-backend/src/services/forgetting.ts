import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { StatusStore } from '../store/StatusStore';

/** Once a day, on one replica, deployments past their retention are removed. */
export async function scheduleForgetting(
  scheduler: SchedulerService,
  store: StatusStore,
  settings: { retentionMs: number },
  logger: LoggerService,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'forget-old-deployments',
    frequency: { hours: 24 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 5 },
    fn: async () => {
      const before = new Date(Date.now() - settings.retentionMs);
      const removed = await store.forgetDeployments(before);
      logger.info(
        `Removed ${removed} deployments from before ${before.toISOString()}`,
      );
    },
  });
}
