import type { Obstacle } from '@michi/plugin-deploy-status-common';
import { isFailed } from '../../domain/observed';
import type { OperableApplication } from '../../domain/operations/operable';
import { reading } from './failures';
import { infosOf } from './infos';
import { refusedBy, type Obstacles } from './Obstacles';
import type { Result, Send } from './Once';
import type { Subject } from './subject';

const NOTHING_RUNS: Obstacle = {
  kind: 'nothing-to-change',
  message: 'No operation runs on this Application.',
};
const STOPPING: Obstacle = {
  kind: 'operation-running',
  message: 'The operation is being stopped already.',
};
const NOT_FAILED: Obstacle = {
  kind: 'nothing-to-change',
  message: 'The last operation did not fail, so there is nothing to repeat.',
};

/** Makes Argo CD compare the Application with Git now. */
export async function refresh(subject: Subject, send: Send): Promise<Result> {
  await send(() => subject.argoCd.refresh(subject.of));
  return { outcome: 'accepted' };
}

/** Stops the operation that runs. */
export class TerminateOperation {
  constructor(private readonly obstacles: Obstacles) {}

  async execute(subject: Subject, send: Send): Promise<Result> {
    const read = await reading(() => subject.argoCd.application(subject.of));
    if (read.obstacle) {
      return refusedBy([read.obstacle]);
    }
    const { busy, operation } = read.value;
    if (!busy) {
      return refusedBy([NOTHING_RUNS]);
    }
    if (operation?.phase === 'Terminating') {
      return refusedBy([STOPPING]);
    }
    const denied = await reading(() => this.obstacles.isDenied(subject));
    await send(() => subject.argoCd.terminate(subject.of));
    return {
      outcome: 'accepted',
      // Seen with a rollback that a window held up: Terminating for minutes.
      ...(denied.value && {
        message:
          'A sync window denies changes now. Argo CD may stay at Terminating until the window ends.',
      }),
    };
  }
}

/** Repeats the last operation, which failed, as it was asked for. */
export class RetryOperation {
  constructor(private readonly obstacles: Obstacles) {}

  async execute(subject: Subject, key: string, send: Send): Promise<Result> {
    const { application, obstacles } = await this.obstacles.find(subject);
    if (!application || obstacles.length > 0) {
      return refusedBy(obstacles);
    }
    const failed = failedOperation(subject, application);
    if (!failed) {
      return refusedBy([NOT_FAILED]);
    }
    const { revisions, prune, resources } = failed;
    const [revision, ...others] = revisions;
    // With auto-sync Argo CD takes no revision but the newest; and for several
    // sources there is not one that could be named.
    const names =
      !application.autoSync && others.length === 0 ? revision : undefined;
    await send(() =>
      subject.argoCd.sync(subject.of, {
        prune,
        ...(resources && { resources }),
        ...(names && { revision: names }),
        infos: infosOf(subject, key),
      }),
    );
    return { outcome: 'accepted' };
  }
}

/**
 * The failed operation as Argo CD has it; or, where a dry run has taken its
 * place there, as the board remembers it.
 */
function failedOperation(
  { application: known }: Subject,
  { operation }: OperableApplication,
) {
  if (operation && !operation.dryRun) {
    return isFailed(operation.phase) ? operation : undefined;
  }
  return known.operation && isFailed(known.operation.phase)
    ? {
        revisions: known.operationRevisions.map(({ id }) => id),
        prune: known.operationScope?.prune ?? false,
        resources: known.operationScope?.resources,
      }
    : undefined;
}
