import type {
  OperationAction,
  OperationTarget,
} from '@michi/plugin-deploy-status-common';
import type { ObservedApplication } from '../../domain/observed';
import type {
  ArgoCdOperations,
  ProjectApplication,
} from '../../upstream/ArgoCdOperations';

/** A change that somebody may make: who, what, and where to send it. */
export interface Subject {
  action: OperationAction;
  entityRef: string;
  target: OperationTarget;
  environment: string;
  /** Where a change needs a reason, and the environment's name in `confirm`. */
  protected: boolean;
  /** As the board knows it. */
  application: ObservedApplication;
  argoCd: ArgoCdOperations;
  /** The same Application, as Argo CD wants it named. */
  of: ProjectApplication;
  /** The entity of the person, or the name of the service. */
  requestedBy: string;
  reason?: string;
}
