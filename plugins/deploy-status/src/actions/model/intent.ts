import type {
  Image,
  OperationTarget,
  ResourceName,
  Revision,
} from '@michi/plugin-deploy-status-common';

interface Meant {
  target: OperationTarget;
  environment: string;
}

/** To sync: everything, or only some resources. */
export interface SyncIntent extends Meant {
  action: 'sync';
  /** Absent for all of them; empty while none is chosen yet. */
  resources?: ResourceName[];
  prune: boolean;
  /** The only revision that the plan showed. */
  revision?: string;
}

/** To go back to a deployment. */
export interface RollbackIntent extends Meant {
  action: 'rollback';
  deploymentId: string;
  /** What that deployment brought, as its team calls it. */
  version: string | undefined;
  /** Its commits, as the timeline knows them. */
  revisions: Revision[];
}

/** To open a pull request that brings images to an environment. */
export interface PromoteIntent extends Meant {
  action: 'promote';
  images: Image[];
  version: string | undefined;
  /** True where they ran there before: it takes the place of a rollback. */
  isBack: boolean;
}

/** What needs no more than its target. */
export interface PlainIntent extends Meant {
  action: 'retry' | 'terminate';
  /** When the operation started that the plan showed. */
  startedAt?: string;
}

/** To compare with Git, which changes nothing that runs. */
export interface RefreshIntent extends Meant {
  action: 'refresh';
}

/** What can be asked beforehand, without changing anything. */
export type PlannedIntent =
  SyncIntent | RollbackIntent | PromoteIntent | PlainIntent;

/** What a person is about to do. */
export type Intent = PlannedIntent | RefreshIntent;

/** Whether the backend says beforehand what it would change. */
export function isPlanned(intent: Intent): intent is PlannedIntent {
  return intent.action !== 'refresh';
}

/** The same resource has the same text. */
export const keyOfResource = (resource: ResourceName): string =>
  [resource.group, resource.kind, resource.namespace, resource.name].join('/');

/** What an intent is called: to promote back is another thing to those who read it. */
export const titleOf = (intent: Intent) =>
  intent.action === 'promote' && intent.isBack ? 'putBack' : intent.action;
