import type { Obstacle, Plan } from '@michi/plugin-deploy-status-common';
import { isFinal } from '../../domain/observed';
import type { OperableApplication } from '../../domain/operations/operable';
import { operationNow } from '../../domain/operations/toldOperation';
import { reading } from './failures';
import { ANOTHER, isAnother } from './another';
import { refusedBy, type Obstacles } from './Obstacles';
import type { Result, Send } from './Once';
import { emptyPlan, plannedOperation, type OperationLookup } from './planning';
import type { Subject } from './subject';

const NOTHING_RUNS: Obstacle = {
  kind: 'nothing-runs',
  message: 'No operation runs on this Application.',
};
const STOPPING: Obstacle = {
  kind: 'stopping',
  message: 'The operation is being stopped already.',
};

/** Seen with a rollback that a window held up: Terminating for minutes. */
const MAY_NOT_END = {
  kind: 'may-not-end',
  message:
    'A sync window denies changes now. Argo CD may stay at Terminating until the window ends.',
} as const;

/** Stops the operation that runs, and says before what that is. */
export class TerminateOperation {
  constructor(
    private readonly obstacles: Obstacles,
    private readonly lookup: OperationLookup,
  ) {}

  /** What runs and how far it has come; what it has applied stays applied. */
  async plan(subject: Subject): Promise<Plan> {
    const plan = emptyPlan(subject, this.lookup.revisions);
    const { application, obstacles } = await this.#check(subject);
    const running = application && operationNow(application);
    const cautions =
      obstacles.length === 0
        ? await this.obstacles.caution(subject, MAY_NOT_END)
        : [];
    return {
      ...plan,
      obstacles,
      cautions,
      ...(running &&
        !isFinal(running.phase) && {
          operation: await plannedOperation(running, subject, this.lookup),
        }),
    };
  }

  /** @param startedAt - of the operation that is meant; whichever runs where it is absent. */
  async execute(
    subject: Subject,
    startedAt: string | undefined,
    send: Send,
  ): Promise<Result> {
    const { application, obstacles } = await this.#check(subject);
    if (obstacles.length > 0) {
      return refusedBy(obstacles);
    }
    if (isAnother(application && operationNow(application), startedAt)) {
      return refusedBy([ANOTHER]);
    }
    const problems = await this.obstacles.caution(subject, MAY_NOT_END);
    await send(() => subject.argoCd.terminate(subject.of));
    return { outcome: 'accepted', problems };
  }

  async #check({ argoCd, of }: Subject): Promise<{
    application?: OperableApplication;
    obstacles: Obstacle[];
  }> {
    const read = await reading(() => argoCd.application(of));
    if (read.obstacle) {
      return { obstacles: [read.obstacle] };
    }
    const { busy, operation } = read.value;
    return {
      application: read.value,
      obstacles: [
        ...(busy ? [] : [NOTHING_RUNS]),
        ...(busy && operation?.phase === 'Terminating' ? [STOPPING] : []),
      ],
    };
  }
}
