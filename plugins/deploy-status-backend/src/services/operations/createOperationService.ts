import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { commitUrl, comparisonUrl } from '../../domain/commitUrl';
import type { RevisionLookup } from '../../domain/view';
import type { OperationStore } from '../../store/OperationStore';
import type { ArgoCdOperations } from '../../upstream/ArgoCdOperations';
import type { GitHosts } from '../../upstream/GitHosts';
import type { EntityIndex } from '../EntityIndex';
import type { RevisionCache } from '../RevisionCache';
import type { StatusBoard } from '../StatusBoard';
import { Obstacles } from './Obstacles';
import { Once } from './Once';
import { OperationGuard } from './OperationGuard';
import { OperationService } from './OperationService';
import type { OperationLookup } from './planning';
import { Promotion } from './Promotion';
import { RetryOperation } from './RetryOperation';
import { RollbackOperation, type LedgerDeployments } from './RollbackOperation';
import { SyncOperation } from './SyncOperation';
import { TerminateOperation } from './TerminateOperation';

/** Puts the parts of {@link OperationService} together. */
export function createOperationService(options: {
  board: StatusBoard;
  entities: EntityIndex;
  permissions: PermissionsService;
  store: OperationStore;
  deployments: LedgerDeployments;
  requests: OperationLookup['requests'];
  /** By instance. */
  operations: ReadonlyMap<string, ArgoCdOperations>;
  hosts: GitHosts;
  revisions: RevisionCache;
  /** The kind of Git host behind a page, as Backstage's integrations know it. */
  gitHostType: (page: string) => string | undefined;
  logger: LoggerService;
}): OperationService {
  const lookup: RevisionLookup = {
    metadata: revision => options.revisions.get(revision),
    url: revision => commitUrl(revision, options.gitHostType),
  };
  const operationLookup: OperationLookup = {
    revisions: lookup,
    requests: options.requests,
  };
  const obstacles = new Obstacles(options.logger);
  return new OperationService({
    guard: new OperationGuard(options),
    once: new Once(options.store),
    sync: new SyncOperation(obstacles, lookup),
    rollback: new RollbackOperation(
      obstacles,
      options.deployments,
      lookup,
      (earlier, later) => comparisonUrl(earlier, later, options.gitHostType),
    ),
    terminate: new TerminateOperation(obstacles, operationLookup),
    retry: new RetryOperation(obstacles, operationLookup),
    promotion: new Promotion(obstacles, options.hosts, lookup),
  });
}
