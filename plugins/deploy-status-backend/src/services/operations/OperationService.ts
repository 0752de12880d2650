import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  OperationAction,
  OperationReceipt,
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
import {
  refresh,
  type RetryOperation,
  type TerminateOperation,
} from './PlainOperations';
import type { Promotion } from './Promotion';
import type { RollbackOperation } from './RollbackOperation';
import type { Subject } from './subject';
import type { SyncOperation } from './SyncOperation';

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
    const { guard, sync } = this.parts;
    const { target } = body;
    const asked = { action: 'sync' as const, entityRef, target, credentials };
    return sync.plan(await guard.check(asked), optionsOf(body));
  }

  async planRollback(
    entityRef: string,
    body: RollbackPlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const { guard, rollback } = this.parts;
    const { target, deploymentId } = body;
    const action = 'rollback' as const;
    const subject = await guard.check({
      action,
      entityRef,
      target,
      credentials,
    });
    return rollback.plan(subject, deploymentId);
  }

  async planPromotion(
    entityRef: string,
    body: PromotePlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const { guard, promotion } = this.parts;
    const { target, images } = body;
    const action = 'promote' as const;
    const subject = await guard.check({
      action,
      entityRef,
      target,
      credentials,
    });
    return promotion.plan(subject, images);
  }

  async sync(
    entityRef: string,
    body: SyncRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change('sync', entityRef, body, credentials, (subject, send) =>
      this.parts.sync.execute(
        subject,
        optionsOf(body),
        body.idempotencyKey,
        send,
      ),
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
    body: PlainRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change(
      'retry',
      entityRef,
      body,
      credentials,
      (subject, send) =>
        this.parts.retry.execute(subject, body.idempotencyKey, send),
    );
  }

  async terminate(
    entityRef: string,
    body: PlainRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change(
      'terminate',
      entityRef,
      body,
      credentials,
      (subject, send) => this.parts.terminate.execute(subject, send),
    );
  }

  async refresh(
    entityRef: string,
    body: PlainRequest,
    credentials: BackstageCredentials,
  ): Promise<OperationReceipt> {
    return this.#change('refresh', entityRef, body, credentials, refresh);
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
