import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Application } from '@michi/plugin-deploy-status-common';
import { LRUCache } from 'lru-cache';
import { parseDeploymentId } from '../domain/deploymentId';
import type { ObservedDeployment } from '../domain/observed';
import type { OperationStore, StoredOperation } from '../store/OperationStore';
import type { StatusStore } from '../store/StatusStore';

/** Argo CD begins within seconds, and may be busy. */
const BEGINS_WITHIN_MS = 5 * 60_000;
/** Clocks differ, and its times are whole seconds. */
const TOLERANCE_MS = 5_000;
/** What names its request is known by it; this only keeps old ones from being named again. */
const NAMED_WITHIN_MS = 60 * 60_000;
/** Several times what is on display at a time. */
const MOST_KNOWN = 20_000;
/** A request is stored before it is sent, so that nothing is missed that comes later. */
const UNKNOWN_FOR_MS = 60_000;

const revisionsIn = ({ revisions }: ObservedDeployment) =>
  revisions.map(({ id }) => id).join();

/** Who asked for an operation. */
export interface PortalRequest {
  requestedBy: string;
  reason?: string;
}

/** An operation that says of itself that somebody asked the portal for it. */
export interface Claim {
  instance: string;
  namespace: string;
  /** Of the Application. */
  name: string;
  startedAt: string;
  requestedBy?: string;
  requestId?: string;
}

/**
 * Who asked the portal for operations. Argo CD takes a note with a sync, which
 * anybody may write who may change an Application in its cluster: it counts
 * where the portal's own record has that request. With a rollback Argo CD takes
 * no note, so those are looked for by time and revision.
 */
export class PortalRequests {
  readonly #known = new LRUCache<string, { request?: StoredOperation }>({
    max: MOST_KNOWN,
  });

  constructor(
    private readonly store: Pick<OperationStore, 'findByKeys' | 'findRequests'>,
    private readonly ledger: Pick<StatusStore, 'findDeployment'>,
    private readonly logger: LoggerService,
  ) {}

  /** Of those operations whose claim is true. */
  async confirm<T extends Claim>(
    claims: readonly T[],
  ): Promise<Map<T, PortalRequest>> {
    const made = claims.filter(one => one.requestedBy !== undefined);
    await this.#learn(made.flatMap(({ requestId }) => requestId ?? []));
    return new Map(
      made.flatMap((claim): Array<[T, PortalRequest]> => {
        const { request } = this.#known.get(claim.requestId ?? '') ?? {};
        return request && isTrue(claim, request)
          ? [[claim, portalRequest(request)]]
          : [];
      }),
    );
  }

  /**
   * Applications as they may be told, each by the one it was: whose operation
   * claims a person is told with that person only where it is true.
   */
  async told(
    applications: readonly Application[],
  ): Promise<Map<Application, Application>> {
    const claims = applications.flatMap(application => {
      const { instance, namespace, name, operation } = application;
      return operation?.requestedBy
        ? [{ ...operation, instance, namespace, name, application, operation }]
        : [];
    });
    const confirmed = await this.#confirmOrDoubt(claims);
    return new Map(
      claims.map(claim => {
        const { requestedBy, reason, requestId, ...operation } =
          claim.operation;
        const request = confirmed.get(claim);
        return [
          claim.application,
          {
            ...claim.application,
            operation: {
              ...operation,
              ...(request && { ...request, requestId }),
            },
          },
        ];
      }),
    );
  }

  /** The present is told without its database, too: what cannot be looked up is not confirmed. */
  async #confirmOrDoubt<T extends Claim>(claims: readonly T[]) {
    try {
      return await this.confirm(claims);
    } catch (error) {
      this.logger.warn(
        'Who asked for operations could not be looked up, so it is left out',
        toError(error),
      );
      return new Map<T, PortalRequest>();
    }
  }

  async #learn(keys: string[]): Promise<void> {
    const unknown = new Set(keys.filter(key => !this.#known.has(key)));
    if (unknown.size === 0) {
      return;
    }
    const found = await this.store.findByKeys([...unknown]);
    for (const request of found) {
      // A request never changes who made it.
      this.#known.set(request.key, { request });
      unknown.delete(request.key);
    }
    for (const key of unknown) {
      this.#known.set(key, {}, { ttl: UNKNOWN_FOR_MS });
    }
  }

  /** Of those deployments for which somebody asked. */
  async of(
    deployments: readonly ObservedDeployment[],
  ): Promise<Map<ObservedDeployment, PortalRequest>> {
    const [unsigned, signed] = await Promise.all([
      this.#ofUnsigned(deployments),
      this.#ofSigned(deployments),
    ]);
    return new Map([...unsigned, ...signed]);
  }

  async #ofSigned(
    deployments: readonly ObservedDeployment[],
  ): Promise<Array<[ObservedDeployment, PortalRequest]>> {
    const claims = deployments.map(one => ({
      instance: one.instance,
      namespace: one.namespace,
      name: one.application,
      startedAt: one.startedAt,
      requestedBy: one.requestedBy,
      requestId: one.requestId,
      one,
    }));
    const confirmed = await this.confirm(claims);
    return [...confirmed].map(([{ one }, request]) => [one, request]);
  }

  async #ofUnsigned(
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
      return request ? [[one, portalRequest(request)]] : [];
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

function portalRequest({
  requestedBy,
  reason,
}: StoredOperation): PortalRequest {
  return { requestedBy, ...(reason && { reason }) };
}

function isTrue(claim: Claim, request: StoredOperation): boolean {
  const { target, requestedAt, requestedBy } = request;
  const after = Date.parse(claim.startedAt) - requestedAt.getTime();
  return (
    target.instance === claim.instance &&
    target.namespace === claim.namespace &&
    target.name === claim.name &&
    requestedBy === claim.requestedBy &&
    after >= -TOLERANCE_MS &&
    after <= NAMED_WITHIN_MS
  );
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
