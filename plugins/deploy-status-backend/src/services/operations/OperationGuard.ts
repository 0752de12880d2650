import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { callerName } from '@michi/contract-node';
import {
  deployStatusPromotePermission,
  deployStatusProtectedPermission,
  deployStatusRefreshPermission,
  deployStatusRetryPermission,
  deployStatusRollbackPermission,
  deployStatusSyncPermission,
  deployStatusTerminatePermission,
  deployStatusUnprovenPermission,
  type Instance,
  type OperationAction,
  type OperationTarget,
} from '@michi/plugin-deploy-status-common';
import { ownersOf } from '../../domain/operations/claims';
import type { ArgoCdOperations } from '../../upstream/ArgoCdOperations';
import { entityApplications } from '../entityApplications';
import type { EntityIndex } from '../EntityIndex';
import type { StatusBoard } from '../StatusBoard';
import type { Subject } from './subject';

const PERMISSIONS: Record<OperationAction, ResourcePermission> = {
  sync: deployStatusSyncPermission,
  rollback: deployStatusRollbackPermission,
  terminate: deployStatusTerminatePermission,
  refresh: deployStatusRefreshPermission,
  retry: deployStatusRetryPermission,
  promote: deployStatusPromotePermission,
};

/** What somebody asks for. */
export interface GuardedRequest {
  action: OperationAction;
  entityRef: string;
  target: OperationTarget;
  credentials: BackstageCredentials;
  /** Absent for a plan, which changes nothing and needs no consent. */
  consent?: { reason?: string; confirm?: string };
}

/**
 * Decides whether somebody may change an Application, before anything is asked
 * of Argo CD or of a Git host. Routes, actions and plans all pass through it.
 */
export class OperationGuard {
  constructor(
    private readonly options: {
      board: StatusBoard;
      entities: EntityIndex;
      permissions: PermissionsService;
      /** By instance. */
      operations: ReadonlyMap<string, ArgoCdOperations>;
    },
  ) {}

  /**
   * @throws NotAllowedError that names the permission that is missing.
   * @throws NotFoundError for an Application that is not one of the entity's.
   * @throws InputError that says what a protected environment asks for.
   */
  async check(request: GuardedRequest): Promise<Subject> {
    const { action, entityRef, target, credentials, consent } = request;
    const instance = this.options.board
      .instances()
      .find(({ name }) => name === target.instance);
    // A refresh changes nothing that runs.
    const isProtected = action !== 'refresh' && instance?.protected === true;
    const needed = [
      PERMISSIONS[action],
      ...(isProtected ? [deployStatusProtectedPermission] : []),
    ];
    await this.#authorise(needed, [entityRef], credentials);

    const application = await this.#application(entityRef, target);
    const argoCd = this.options.operations.get(target.instance);
    if (!instance || !application || !argoCd) {
      throw new NotFoundError(
        `${entityRef} has no Application ${target.namespace}/${target.name} on the Argo CD instance ${target.instance}. Check the annotations of the entity`,
      );
    }
    const owners = ownersOf(application, await this.options.entities.all());
    await this.#authorise(
      needed,
      owners.entities
        .map(one => one.entityRef)
        .filter(ref => ref !== entityRef),
      credentials,
    );
    // A refresh harms nobody, whosever the Application is.
    if (!owners.proven && action !== 'refresh') {
      await this.#authoriseUnproven(entityRef, credentials);
    }
    if (consent && isProtected) {
      checkConsent(instance, consent);
    }
    return {
      action,
      entityRef,
      target,
      environment: instance.environment,
      protected: isProtected,
      application,
      argoCd,
      of: { ...target, project: application.project },
      requestedBy: callerName(credentials),
      ...(consent?.reason && { reason: consent.reason }),
    };
  }

  async #authorise(
    needed: ResourcePermission[],
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (refs.length === 0) {
      return;
    }
    const asked = refs.flatMap(resourceRef =>
      needed.map(permission => ({ permission, resourceRef })),
    );
    const decisions = await this.options.permissions.authorize(asked, {
      credentials,
    });
    const denied = asked.find(
      (_, index) => decisions[index]?.result !== AuthorizeResult.ALLOW,
    );
    if (denied) {
      throw new NotAllowedError(
        `You need the permission ${denied.permission.name} on ${denied.resourceRef} for this. Its owners have it, or the platform team grants it.`,
      );
    }
  }

  async #authoriseUnproven(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const permission = deployStatusUnprovenPermission;
    const [decision] = await this.options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Nothing but annotations says that this Application belongs to ${entityRef}, and anybody can write those. Keep the entity on the main branch of a repository that the Application deploys, or ask the platform team for the permission ${permission.name}.`,
      );
    }
  }

  async #application(entityRef: string, target: OperationTarget) {
    const [entity] = await this.options.entities.get([entityRef]);
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no entity ${entityRef}. Check its kind, namespace and name`,
      );
    }
    return entityApplications(entity, this.options.board).applications.find(
      one =>
        one.instance === target.instance &&
        one.namespace === target.namespace &&
        one.name === target.name,
    );
  }
}

function checkConsent(
  { environment }: Instance,
  consent: { reason?: string; confirm?: string },
): void {
  const missing = [
    ...(consent.reason ? [] : ['a reason']),
    ...(consent.confirm === environment
      ? []
      : [`"${environment}" typed as the confirmation (confirm)`]),
  ];
  if (missing.length > 0) {
    throw new InputError(
      `${environment} is a protected environment: a change there needs ${missing.join(' and ')}`,
    );
  }
}
