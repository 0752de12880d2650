import { NotFoundError } from '@backstage/errors';
import type { Obstacle, Plan } from '@michi/plugin-deploy-status-common';
import { parseDeploymentId } from '../../domain/deploymentId';
import type { ObservedDeployment } from '../../domain/observed';
import type { OperableApplication } from '../../domain/operations/operable';
import { toRevision, type RevisionLookup } from '../../domain/view';
import type { StatusStore } from '../../store/StatusStore';
import { refusedBy, type Obstacles } from './Obstacles';
import type { Result, Send } from './Once';
import { distinctImages, emptyPlan } from './planning';
import type { Subject } from './subject';

/** Finds deployments of the ledger. */
export type LedgerDeployments = Pick<StatusStore, 'findDeployment'>;

interface Checked {
  deployment: ObservedDeployment;
  obstacles: Obstacle[];
  /** True if going back through Git is the way. */
  throughGit: boolean;
  /** The entry of Argo CD's history. */
  historyId?: number;
}

const AUTO_SYNC: Obstacle = {
  kind: 'auto-sync',
  message:
    'Argo CD syncs this Application with Git by itself and would undo a rollback at once, so it refuses one. Put the earlier images back in Git.',
};
const NOT_IN_HISTORY: Obstacle = {
  kind: 'not-in-history',
  message:
    'Argo CD no longer has this deployment in its history, which is short. Put the earlier images back in Git.',
};
const CURRENT: Obstacle = {
  kind: 'nothing-to-change',
  message: 'This deployment is what runs now.',
};

/** Puts an Application back to an earlier deployment, or says how it can be done. */
export class RollbackOperation {
  constructor(
    private readonly obstacles: Obstacles,
    private readonly deployments: LedgerDeployments,
    private readonly lookup: RevisionLookup,
  ) {}

  /** @throws NotFoundError for a deployment that is not one of the Application's. */
  async plan(subject: Subject, deploymentId: string): Promise<Plan> {
    const plan = emptyPlan(subject, this.lookup);
    const { deployment, obstacles, throughGit } = await this.#check(
      subject,
      deploymentId,
    );
    const images = distinctImages(deployment.images);
    return {
      ...plan,
      obstacles,
      revisions: {
        ...plan.revisions,
        to: deployment.revisions.map(one => toRevision(one, this.lookup)),
      },
      images: { ...plan.images, to: images },
      alternatives:
        throughGit && images.length > 0
          ? [{ kind: 'pull-request', images }]
          : [],
    };
  }

  async execute(
    subject: Subject,
    deploymentId: string,
    send: Send,
  ): Promise<Result> {
    const { obstacles, historyId } = await this.#check(subject, deploymentId);
    if (obstacles.length > 0 || historyId === undefined) {
      return refusedBy(obstacles);
    }
    await send(() => subject.argoCd.rollback(subject.of, historyId));
    return { outcome: 'accepted' };
  }

  async #check(subject: Subject, deploymentId: string): Promise<Checked> {
    const { target } = subject;
    const key = parseDeploymentId(deploymentId);
    const deployment = key && (await this.deployments.findDeployment(key));
    if (
      !deployment ||
      deployment.instance !== target.instance ||
      deployment.namespace !== target.namespace ||
      deployment.application !== target.name
    ) {
      throw new NotFoundError(
        `${target.namespace}/${target.name} on ${target.instance} has no deployment ${deploymentId}`,
      );
    }
    const { application, obstacles } = await this.obstacles.find(subject);
    if (!application) {
      return { deployment, obstacles, throughGit: false };
    }
    const entry = entryOf(application, deployment);
    const gone = entry === undefined;
    const own = [
      ...(application.autoSync ? [AUTO_SYNC] : []),
      ...(gone ? [NOT_IN_HISTORY] : []),
      ...(!gone && entry === application.history.at(-1) ? [CURRENT] : []),
    ];
    return {
      deployment,
      obstacles: [...own, ...obstacles],
      throughGit: application.autoSync || gone,
      historyId: entry?.id,
    };
  }
}

/**
 * The history's entry of a deployment: the same start is the same operation. A
 * later Application of the same name has a history of its own.
 */
function entryOf(
  application: OperableApplication,
  deployment: ObservedDeployment,
) {
  return application.uid === deployment.uid
    ? application.history.find(
        ({ startedAt }) =>
          Date.parse(startedAt) === Date.parse(deployment.startedAt),
      )
    : undefined;
}
