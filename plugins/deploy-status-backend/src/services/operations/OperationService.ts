import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  OperationAction,
  OperationReceipt,
  PlainPlanRequest,
  OfOperationRequest,
  PlainRequest,
  Plan,
  PromotePlanRequest,
  PromoteRequest,
  RollbackPlanRequest,
  RollbackRequest,
  SyncPlanRequest,
  SyncRequest,
} from '@michi/plugin-deploy-status-common';
import type { Once, Result, Send } from './Once';
import type { OperationGuard } from './OperationGuard';
import type { Promotion } from './Promotion';
import { refresh } from './refresh';
import type { RetryOperation } from './RetryOperation';
import type { RollbackOperation } from './RollbackOperation';
import type { Subject } from './subject';
import type { SyncOperation } from './SyncOperation';
import type { TerminateOperation } from './TerminateOperation';

/** What each kind of change is made by. */
export interface OperationParts {
  guard: OperationGuard;
  once: Once;
  sync: SyncOperation;
  rollback: RollbackOperation;
  terminate: TerminateOperation;
  retry: RetryOperation;
  promotion: Promotion;
}

type Consented = PlainRequest;

/**
 * What people can do to an entity's Applications. Each change is checked by the
 * guard before anything is asked of another system, and made once.
 */
export class OperationService {
  constructor(private readonly parts: OperationParts) {}

  async planSync(
    entityRef: string,
    body: SyncPlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const subject = await this.#planned('sync', entityRef, body, credentials);
    return this.parts.sync.plan(subject, optionsOf(body));
  }

  async planRollback(
    entityRef: string,
    body: RollbackPlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const action = 'rollback';
    const subject = await this.#planned(action, entityRef, body, credentials);
    return this.parts.rollback.plan(subject, body.deploymentId);
  }

  async planPromotion(
    entityRef: string,
    body: PromotePlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const action = 'promote';
    const subject = await this.#planned(action, entityRef, body, credentials);
    return this.parts.promotion.plan(subject, body.images);
  }

  async planRetry(
    entityRef: string,
    body: PlainPlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const subject = await this.#planned('retry', entityRef, body, credentials);
    return this.parts.retry.plan(subject);
  }

  async planTerminate(
    entityRef: string,
    body: PlainPlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const action = 'terminate';
    const subject = await this.#planned(action, entityRef, body, credentials);
    return this.parts.terminate.plan(subject);
  }

  async sync(
    entityRef: string,
    body: SyncRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change('sync', entityRef, body, credentials, (subject, send) =>
      this.parts.sync.execute(subject, optionsOf(body), body, send),
    );
  }

  async rollback(
    entityRef: string,
    body: RollbackRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change(
      'rollback',
      entityRef,
      body,
      credentials,
      (subject, send) =>
        this.parts.rollback.execute(subject, body.deploymentId, send),
    );
  }

  async promote(
    entityRef: string,
    body: PromoteRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change(
      'promote',
      entityRef,
      body,
      credentials,
      (subject, send) =>
        this.parts.promotion.execute(subject, body.images, send),
    );
  }

  async retry(
    entityRef: string,
    body: OfOperationRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change(
      'retry',
      entityRef,
      body,
      credentials,
      (subject, send) => this.parts.retry.execute(subject, body, send),
    );
  }

  async terminate(
    entityRef: string,
    body: OfOperationRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change(
      'terminate',
      entityRef,
      body,
      credentials,
      (subject, send) =>
        this.parts.terminate.execute(subject, body.startedAt, send),
    );
  }

  async refresh(
    entityRef: string,
    body: PlainRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change('refresh', entityRef, body, credentials, refresh);
  }

  /** A plan changes nothing and needs no consent, but the same permissions. */
  async #planned(
    action: OperationAction,
    entityRef: string,
    { target }: PlainPlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Subject> {
    return this.parts.guard.check({ action, entityRef, target, credentials });
  }

  async #change(
    action: OperationAction,
    entityRef: string,
    body: Consented,
    credentials: BackstageCredentials,
    perform: (subject: Subject, send: Send) => Promise<Result>,
  ): Promise<OperationReceipt> {
    const { guard, once } = this.parts;
    const { target, idempotencyKey, reason, confirm, ...options } = body;
    const subject = await guard.check({
      action,
      entityRef,
      target,
      credentials,
      consent: { reason, confirm },
    });
    // Another reason is another request: it is what the audit log says.
    const request = { target, reason, ...options };
    return once.run(subject, idempotencyKey, request, send =>
      perform(subject, send),
    );
  }
}

function optionsOf({ resources, prune }: SyncPlanRequest) {
  return { prune, ...(resources && { resources }) };
}
