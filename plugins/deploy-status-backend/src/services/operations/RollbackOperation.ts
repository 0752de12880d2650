import { NotFoundError } from '@backstage/errors';
import type { Image, Obstacle, Plan } from '@michi/plugin-deploy-status-common';
import { parseDeploymentId } from '../../domain/deploymentId';
import type {
  ObservedApplication,
  ObservedDeployment,
  SourceRevision,
} from '../../domain/observed';
import type { OperableApplication } from '../../domain/operations/operable';
import { toRevision, type RevisionLookup } from '../../domain/view';
import type { StatusStore } from '../../store/StatusStore';
import { refusedBy, type Obstacles } from './Obstacles';
import type { Result, Send } from './Once';
import { distinctImages, emptyPlan } from './planning';
import type { Subject } from './subject';

/** The page that compares two commits, where its host is known. */
export type Comparison = (
  earlier: SourceRevision,
  later: SourceRevision,
) => string | undefined;

/** Finds deployments of the ledger. */
export type LedgerDeployments = Pick<StatusStore, 'findDeployment'>;

interface Checked {
  deployment: ObservedDeployment;
  obstacles: Obstacle[];
  /** What a pull request would put back, where that is the way. */
  putBack: Image[];
  /** The entry of Argo CD's history. */
  historyId?: number;
}

const AUTO_SYNC: Obstacle = {
  kind: 'auto-sync',
  message:
    'Argo CD syncs this Application with Git by itself and would undo a rollback at once, so it refuses one. Go back in Git instead.',
};
const NOT_IN_HISTORY: Obstacle = {
  kind: 'not-in-history',
  message:
    'Argo CD no longer has this deployment in its history, which is short. Go back in Git instead.',
};
const REVERT_IN_GIT: Obstacle = {
  kind: 'revert-in-git',
  message:
    'The images of this deployment are those that run now, or are not known, so no pull request of the portal leads back. Revert the commits since then in Git.',
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
    private readonly comparison: Comparison,
  ) {}

  /** @throws NotFoundError for a deployment that is not one of the Application's. */
  async plan(subject: Subject, deploymentId: string): Promise<Plan> {
    const plan = emptyPlan(subject, this.lookup);
    const { deployment, obstacles, putBack } = await this.#check(
      subject,
      deploymentId,
    );
    return {
      ...plan,
      obstacles,
      revisions: {
        ...plan.revisions,
        to: deployment.revisions.map(one => toRevision(one, this.lookup)),
      },
      images: { ...plan.images, to: distinctImages(deployment.images) },
      alternatives:
        putBack.length > 0 ? [{ kind: 'pull-request', images: putBack }] : [],
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
      return { deployment, obstacles, putBack: [] };
    }
    const entry = entryOf(application, deployment);
    const gone = entry === undefined;
    const isCurrent =
      isWhatRuns(deployment, subject.application) &&
      (gone || entry === application.history.at(-1));
    const throughGit = (application.autoSync || gone) && !isCurrent;
    const putBack = throughGit
      ? imagesToPutBack(deployment, subject.application)
      : [];
    const own = [
      ...(application.autoSync ? [AUTO_SYNC] : []),
      ...(gone && !isCurrent ? [NOT_IN_HISTORY] : []),
      ...(throughGit && putBack.length === 0
        ? [this.#revertInGit(deployment, subject.application)]
        : []),
      ...(isCurrent ? [CURRENT] : []),
    ];
    return {
      deployment,
      obstacles: [...own, ...obstacles],
      putBack,
      historyId: entry?.id,
    };
  }

  #revertInGit(
    deployment: ObservedDeployment,
    running: ObservedApplication,
  ): Obstacle {
    const url = running.revisions
      .map((later, index) => {
        const earlier = deployment.revisions[index];
        return earlier && earlier.id !== later.id
          ? this.comparison(earlier, later)
          : undefined;
      })
      .find(one => one !== undefined);
    return { ...REVERT_IN_GIT, ...(url && { url }) };
  }
}

/**
 * The images of a deployment, if one of them runs in another version now; none
 * otherwise, as a pull request for them would change nothing that runs.
 */
function imagesToPutBack(
  deployment: ObservedDeployment,
  running: ObservedApplication,
): Image[] {
  const images = distinctImages(deployment.images);
  const isOther = (image: Image) =>
    running.images.length === 0 ||
    running.images.some(
      ({ name, tag, digest }) =>
        name === image.name && (tag !== image.tag || digest !== image.digest),
    );
  return images.some(isOther) ? images : [];
}

/** Whether a deployment is what runs, with nothing replaced since. */
function isWhatRuns(
  { uid, startedAt }: ObservedDeployment,
  running: ObservedApplication,
): boolean {
  return (
    running.uid === uid &&
    running.deployedAt !== undefined &&
    Date.parse(running.deployedAt) === Date.parse(startedAt) &&
    running.mixed !== true
  );
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
