import type { Obstacle, Plan } from '@michi/plugin-deploy-status-common';
import { isFailed } from '../../domain/observed';
import { manifestImages } from '../../domain/operations/manifestImages';
import type { OperableApplication } from '../../domain/operations/operable';
import { repeatedResources } from '../../domain/operations/planResources';
import { takesRevision, withSources } from '../../domain/operations/sources';
import {
  operationNow,
  operationRemembered,
  type ToldOperation,
} from '../../domain/operations/toldOperation';
import { toRevision } from '../../domain/view';
import { ANOTHER, isAnother } from './another';
import { reading } from './failures';
import { infosOf } from './infos';
import { refusedBy, type Obstacles } from './Obstacles';
import type { Result, Send } from './Once';
import {
  distinctImages,
  emptyPlan,
  plannedOperation,
  type OperationLookup,
} from './planning';
import type { Subject } from './subject';

const NOT_FAILED: Obstacle = {
  kind: 'not-failed',
  message: 'The last operation did not fail, so there is nothing to repeat.',
};
const NEWEST: Obstacle = {
  kind: 'deploys-newest',
  message:
    'Git is at another revision than the one that failed. With auto-sync or several sources Argo CD deploys the newest.',
};
const FAILED_ONE: Obstacle = {
  kind: 'deploys-failed',
  message:
    'Git is at another revision than the one that failed. A retry deploys the one that failed.',
};

/** What is to be repeated, and what stands in the way. */
interface Checked {
  obstacles: Obstacle[];
  application?: OperableApplication;
  failed?: ToldOperation;
  /** The revision to name; what Git says then where it is absent. */
  revision?: string;
}

/** Repeats the last operation, which failed, as it was asked for, and says before what that is. */
export class RetryOperation {
  constructor(
    private readonly obstacles: Obstacles,
    private readonly lookup: OperationLookup,
  ) {}

  /**
   * What failed, with what became of each resource, and what its repetition
   * deploys. Without a dry run: it would take the place of what failed.
   */
  async plan(subject: Subject): Promise<Plan> {
    const plan = emptyPlan(subject, this.lookup.revisions);
    const { obstacles, application, failed, revision } =
      await this.#check(subject);
    if (!application || !failed) {
      return { ...plan, obstacles };
    }
    const [manifests, operation] = await Promise.all([
      reading(() => subject.argoCd.manifests(subject.of, revision)),
      plannedOperation(failed, subject, this.lookup),
    ]);
    const to = revision ? [revision] : application.targetRevisions;
    return {
      ...plan,
      obstacles,
      cautions: cautionsOf(application, failed, to),
      operation,
      revisions: {
        ...plan.revisions,
        to: withSources(to, application).map(one =>
          toRevision(one, this.lookup.revisions),
        ),
      },
      images: {
        ...plan.images,
        to: distinctImages(
          manifestImages(manifests.value ?? [], failed.resources),
        ),
      },
      resources: repeatedResources(
        application.resources,
        failed,
        to.join() === application.targetRevisions.join(),
      ),
    };
  }

  /** @param asked - the request's key, and when the operation started that is meant; the last one where it is absent. */
  async execute(
    subject: Subject,
    asked: { idempotencyKey: string; startedAt?: string },
    send: Send,
  ): Promise<Result> {
    const { obstacles, failed, revision } = await this.#check(subject);
    if (!failed || obstacles.length > 0) {
      return refusedBy(obstacles);
    }
    if (isAnother(failed, asked.startedAt)) {
      return refusedBy([ANOTHER]);
    }
    const { prune, resources } = failed;
    await send(() =>
      subject.argoCd.sync(subject.of, {
        prune,
        ...(resources && { resources }),
        ...(revision && { revision }),
        infos: infosOf(subject, asked.idempotencyKey),
      }),
    );
    return { outcome: 'accepted' };
  }

  async #check(subject: Subject): Promise<Checked> {
    const { application, obstacles } = await this.obstacles.find(subject);
    if (!application || application.busy) {
      return { obstacles };
    }
    const failed = failedOperation(subject, application);
    if (!failed) {
      return { obstacles: [NOT_FAILED, ...obstacles] };
    }
    const [revision, ...others] = failed.revisions;
    const names = takesRevision(application) && others.length === 0;
    return {
      obstacles,
      application,
      failed,
      ...(names && revision && { revision: revision.id }),
    };
  }
}

/** Where Git is at another revision than the operation, one of the two is not what is expected. */
function cautionsOf(
  { targetRevisions }: OperableApplication,
  failed: ToldOperation,
  to: readonly string[],
): Obstacle[] {
  const before = failed.revisions.map(({ id }) => id).join();
  // What failed before it had a revision is repeated with whatever Git says.
  if (before === '') return [];
  if (to.join() !== before) return [NEWEST];
  const now = targetRevisions.join();
  return now !== '' && now !== before ? [FAILED_ONE] : [];
}

/**
 * The failed operation as Argo CD has it; or, where a dry run has taken its
 * place there, as the board remembers it.
 */
function failedOperation(
  subject: Subject,
  application: OperableApplication,
): ToldOperation | undefined {
  const { operation } = application;
  const last =
    operation && !operation.dryRun
      ? operationNow(application)
      : operationRemembered(subject.application);
  return last && isFailed(last.phase) ? last : undefined;
}
