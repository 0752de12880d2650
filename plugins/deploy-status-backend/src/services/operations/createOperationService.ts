import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { RevisionLookup } from '../../domain/view';
import type { OperationStore } from '../../store/OperationStore';
import type { ArgoCdOperations } from '../../upstream/ArgoCdOperations';
import type { GitHosts } from '../../upstream/GitHosts';
import type { EntityIndex } from '../EntityIndex';
import type { StatusBoard } from '../StatusBoard';
import { Obstacles } from './Obstacles';
import { Once } from './Once';
import { OperationGuard } from './OperationGuard';
import { OperationService } from './OperationService';
import { RetryOperation, TerminateOperation } from './PlainOperations';
import { Promotion } from './Promotion';
import { RollbackOperation, type DeploymentLookup } from './RollbackOperation';
import { SyncOperation } from './SyncOperation';

/** Puts the parts of {@link OperationService} together. */
export function createOperationService(options: {
  board: StatusBoard;
  entities: EntityIndex;
  permissions: PermissionsService;
  store: OperationStore;
  deployments: DeploymentLookup;
  /** By instance. */
  operations: ReadonlyMap<string, ArgoCdOperations>;
  hosts: GitHosts;
  lookup: RevisionLookup;
  logger: LoggerService;
}): OperationService {
  const { lookup } = options;
  const obstacles = new Obstacles(options.logger);
  return new OperationService({
    guard: new OperationGuard(options),
    once: new Once(options.store),
    sync: new SyncOperation(obstacles, lookup),
    rollback: new RollbackOperation(obstacles, options.deployments, lookup),
    terminate: new TerminateOperation(obstacles),
    retry: new RetryOperation(obstacles),
    promotion: new Promotion(options.hosts, lookup),
  });
}
