import type { ObservedDeployment } from '../domain/observed';
import type { OperationStore, StoredOperation } from '../store/OperationStore';

/** Argo CD begins within seconds, and may be busy. */
const BEGINS_WITHIN_MS = 5 * 60_000;
/** Clocks differ, and its times are whole seconds. */
const TOLERANCE_MS = 5_000;

/** Who asked for an operation. */
export interface PortalRequest {
  requestedBy: string;
  reason?: string;
}

/**
 * Who asked for the operations that do not say so themselves: Argo CD takes a
 * note with a sync, but none with a rollback.
 */
export class PortalRequests {
  constructor(private readonly store: Pick<OperationStore, 'findRequests'>) {}

  /** Of those deployments for which somebody asked. */
  async of(
    deployments: readonly ObservedDeployment[],
  ): Promise<Map<ObservedDeployment, PortalRequest>> {
    const unsigned = deployments.filter(
      one => one.rollback && !one.automated && !one.requestedBy,
    );
    const found = await Promise.all(unsigned.map(one => this.#requestOf(one)));
    return new Map(
      unsigned.flatMap((one, index) => {
        const request = found[index];
        return request ? [[one, request]] : [];
      }),
    );
  }

  async #requestOf(
    deployment: ObservedDeployment,
  ): Promise<PortalRequest | undefined> {
    const { instance, namespace, application } = deployment;
    const startedAt = Date.parse(deployment.startedAt);
    const [latest]: StoredOperation[] = await this.store.findRequests({
      instance,
      namespace,
      application,
      action: 'rollback',
      from: new Date(startedAt - BEGINS_WITHIN_MS),
      to: new Date(startedAt + TOLERANCE_MS),
    });
    return (
      latest && {
        requestedBy: latest.requestedBy,
        ...(latest.reason && { reason: latest.reason }),
      }
    );
  }
}
