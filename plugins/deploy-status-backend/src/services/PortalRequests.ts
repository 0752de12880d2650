import { parseDeploymentId } from '../domain/deploymentId';
import type { ObservedDeployment } from '../domain/observed';
import type { OperationStore, StoredOperation } from '../store/OperationStore';
import type { StatusStore } from '../store/StatusStore';

/** Argo CD begins within seconds, and may be busy. */
const BEGINS_WITHIN_MS = 5 * 60_000;
/** Clocks differ, and its times are whole seconds. */
const TOLERANCE_MS = 5_000;

const revisionsIn = ({ revisions }: ObservedDeployment) =>
  revisions.map(({ id }) => id).join();

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
  constructor(
    private readonly store: Pick<OperationStore, 'findRequests'>,
    private readonly ledger: Pick<StatusStore, 'findDeployment'>,
  ) {}

  /** Of those deployments for which somebody asked. */
  async of(
    deployments: readonly ObservedDeployment[],
  ): Promise<Map<ObservedDeployment, PortalRequest>> {
    const byApplication = new Map<string, ObservedDeployment[]>();
    for (const one of deployments.filter(isUnsigned)) {
      const key = `${one.instance}/${one.namespace}/${one.application}`;
      byApplication.set(key, [...(byApplication.get(key) ?? []), one]);
    }
    const found = await Promise.all(
      [...byApplication.values()].map(ones => this.#requestsOf(ones)),
    );
    return new Map(found.flat());
  }

  /** Of one Application. */
  async #requestsOf(
    deployments: ObservedDeployment[],
  ): Promise<Array<[ObservedDeployment, PortalRequest]>> {
    const [first] = deployments;
    if (!first) {
      return [];
    }
    const starts = deployments.map(one => Date.parse(one.startedAt));
    const requests = await this.store.findRequests({
      instance: first.instance,
      namespace: first.namespace,
      application: first.application,
      action: 'rollback',
      from: new Date(Math.min(...starts) - BEGINS_WITHIN_MS),
      to: new Date(Math.max(...starts) + TOLERANCE_MS),
    });
    const asked = await Promise.all(
      requests.map(async request => ({
        ...request,
        revisions: await this.#revisionsOf(request),
      })),
    );
    return deployments.flatMap(one => {
      const request = asked.find(each => isFor(each, one));
      return request
        ? [
            [
              one,
              {
                requestedBy: request.requestedBy,
                ...(request.reason && { reason: request.reason }),
              },
            ],
          ]
        : [];
    });
  }

  /** What was to be deployed again; undefined where the ledger has forgotten it. */
  async #revisionsOf({
    request,
  }: StoredOperation): Promise<string | undefined> {
    const { deploymentId } = request;
    const key =
      typeof deploymentId === 'string'
        ? parseDeploymentId(deploymentId)
        : undefined;
    const target = key && (await this.ledger.findDeployment(key));
    return target && revisionsIn(target);
  }
}

function isUnsigned(one: ObservedDeployment): boolean {
  return !one.automated && !one.imported && !one.requestedBy;
}

/**
 * The newest one that fits is it: requests come newest first. It is for what
 * was asked for, so that somebody else's sync meanwhile is not taken for it.
 */
function isFor(
  asked: StoredOperation & { revisions: string | undefined },
  one: ObservedDeployment,
): boolean {
  const after = Date.parse(one.startedAt) - asked.requestedAt.getTime();
  return (
    after >= -TOLERANCE_MS &&
    after <= BEGINS_WITHIN_MS &&
    asked.revisions === revisionsIn(one)
  );
}
