import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  Obstacle,
  Plan,
  SyncPlanRequest,
  SyncRequest,
} from '@michi/plugin-deploy-status-common';
import { isFinal } from '../../domain/observed';
import { isDeployable } from '../../domain/operations/deployableRevision';
import { manifestImages } from '../../domain/operations/manifestImages';
import { PLAN_INFO } from '../../domain/operations/operationInfo';
import { planResources } from '../../domain/operations/planResources';
import type {
  OperableApplication,
  OperationNow,
} from '../../domain/operations/operable';
import { takesRevision, withSources } from '../../domain/operations/sources';
import { toRevision, type RevisionLookup } from '../../domain/view';
import { obstacle, reading } from './failures';
import { infosOf } from './infos';
import { refusedBy, type Obstacles } from './Obstacles';
import type { Result, Send } from './Once';
import { distinctImages, emptyPlan } from './planning';
import type { Subject } from './subject';

/** A dry run that takes longer is not waited for. */
const DRY_RUN_MS = 20_000;
const POLL_MS = 250;

type SyncOptions = Pick<SyncPlanRequest, 'resources' | 'prune'>;

/** What a dry run found, or why there is none. */
interface DryRun {
  operation?: OperationNow;
  obstacle?: Obstacle;
}
const NOT_MADE: DryRun = {};

const ANOTHER_REVISION: Obstacle = {
  kind: 'another-revision',
  message:
    'The revision is neither what Git says now nor what a plan of the last hour showed. Git may have moved on: plan again, or name no revision.',
};

/** Syncs an Application with Git, whole or in part, and says before what that changes. */
export class SyncOperation {
  constructor(
    private readonly obstacles: Obstacles,
    private readonly lookup: RevisionLookup,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * What a sync would change, as Argo CD's own dry run finds it. A dry run is
   * an operation: for about a second it occupies the Application, and Argo CD
   * forgets the state of the one before it (we do not). It is made all the same,
   * because only the cluster knows what it would refuse; where anything stands
   * in the way, Argo CD's comparison with Git has to do.
   */
  async plan(subject: Subject, options: SyncOptions): Promise<Plan> {
    const plan = emptyPlan(subject, this.lookup);
    const { application, obstacles } = await this.obstacles.find(subject, {
      refresh: true,
    });
    if (!application) {
      return { ...plan, obstacles };
    }
    const [dryRun, manifests] = await Promise.all([
      obstacles.length === 0 ? this.#dryRun(subject, options) : NOT_MADE,
      reading(() => subject.argoCd.manifests(subject.of)),
    ]);
    const resources = planResources(
      application.resources,
      options,
      dryRun.operation?.results,
    );
    const idle = resources.every(({ change }) => change === 'none');
    const to = dryRun.operation?.revisions ?? application.targetRevisions;
    return {
      ...plan,
      obstacles: [
        ...obstacles,
        ...(dryRun.obstacle ? [dryRun.obstacle] : []),
        ...(dryRun.operation && idle ? [nothingToChange(application)] : []),
      ],
      revisions: {
        ...plan.revisions,
        to: withSources(to, application).map(one =>
          toRevision(one, this.lookup),
        ),
      },
      images: {
        ...plan.images,
        to: distinctImages(
          manifestImages(manifests.value ?? [], options.resources),
        ),
      },
      resources,
    };
  }

  /** @param asked - the request's key, and the revision that the person saw in the plan; what Git says then where it is absent. */
  async execute(
    subject: Subject,
    options: SyncOptions,
    asked: Pick<SyncRequest, 'idempotencyKey' | 'revision'>,
    send: Send,
  ): Promise<Result> {
    const { application, obstacles } = await this.obstacles.find(subject);
    if (!application || obstacles.length > 0) {
      return refusedBy(obstacles);
    }
    const { idempotencyKey } = asked;
    const revision = takesRevision(application) ? asked.revision : undefined;
    if (revision && !isDeployable(revision, application, this.now())) {
      return refusedBy([ANOTHER_REVISION]);
    }
    await send(() =>
      subject.argoCd.sync(subject.of, {
        ...options,
        ...(revision && { revision }),
        infos: infosOf(subject, idempotencyKey),
      }),
    );
    return { outcome: 'accepted' };
  }

  async #dryRun(subject: Subject, options: SyncOptions): Promise<DryRun> {
    const { argoCd, of } = subject;
    const planId = randomUUID();
    const started = await reading(() =>
      argoCd.sync(of, {
        ...options,
        dryRun: true,
        infos: [{ name: PLAN_INFO, value: planId }],
      }),
    );
    if (started.obstacle) {
      return started;
    }
    const until = this.now() + DRY_RUN_MS;
    while (this.now() < until) {
      await delay(POLL_MS);
      const read = await reading(() => argoCd.application(of));
      if (read.obstacle) {
        return read;
      }
      const { operation } = read.value;
      if (operation && isOurs(operation, planId) && isFinal(operation.phase)) {
        return operation.phase === 'Succeeded'
          ? { operation }
          : { operation, obstacle: dryRunFailed(operation) };
      }
    }
    return {
      obstacle: {
        kind: 'operation-running',
        message: `The dry run did not end within ${DRY_RUN_MS / 1000} s. Look at the Application in Argo CD and try again.`,
      },
    };
  }
}

/** A dry run of ours; one without our mark is ours where the server keeps none. */
function isOurs(operation: OperationNow, planId: string): boolean {
  const { dryRun, planId: marked } = operation;
  return dryRun && (marked === undefined || marked === planId);
}

function dryRunFailed({ message }: OperationNow): Obstacle {
  return obstacle(
    'refused',
    'The dry run failed, so the sync would fail too.',
    message,
  );
}

function nothingToChange({ synced }: OperableApplication): Obstacle {
  return {
    kind: 'nothing-to-change',
    message: synced
      ? 'What runs is what Git says. A sync would run the hooks again and change nothing else.'
      : 'Nothing that was chosen would change.',
  };
}
