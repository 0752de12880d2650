import {
  outcomeOf,
  type Application,
  type Deployment,
  type Image,
  type OperationTarget,
  type Plan,
  type Revision,
} from '@michi/plugin-deploy-status-common';

/** What a row can offer for an Application. */
export type Offered = 'sync' | 'retry' | 'rollback' | 'terminate' | 'refresh';

/** What makes sense for an Application as it is, and what is most likely wanted. */
export interface Offers {
  all: Offered[];
  likely: Offered | undefined;
}

/**
 * What makes sense for an Application as it is.
 *
 * @param earlier - the last good deployment before what runs, where one is known
 */
export function offersOf(
  application: Application,
  earlier: Deployment | undefined,
): Offers {
  const { operation, health, sync, autoSync, deployedAt } = application;
  if (operation?.phase === 'Running') {
    return { all: ['terminate', 'refresh'], likely: 'terminate' };
  }
  if (operation?.phase === 'Terminating') {
    return { all: ['refresh'], likely: undefined };
  }
  // Before the first deployment there is nothing to go back to.
  const back: Offered[] = deployedAt === undefined ? [] : ['rollback'];
  if (operation?.phase === 'Failed' || operation?.phase === 'Error') {
    return {
      all: ['retry', 'sync', ...back, 'refresh'],
      likely: 'retry',
    };
  }
  if (health === 'Degraded' && earlier) {
    return { all: ['rollback', 'sync', 'refresh'], likely: 'rollback' };
  }
  return {
    all: ['sync', ...back, 'refresh'],
    likely: sync === 'OutOfSync' && !autoSync ? 'sync' : undefined,
  };
}

/** How the API names an Application. */
export const targetOf = ({
  instance,
  name,
  namespace,
}: Application): OperationTarget => ({ instance, name, namespace });

/** Finds the Application that is meant. */
export function findApplication(
  applications: Application[],
  { instance, name, namespace }: OperationTarget,
): Application | undefined {
  return applications.find(
    application =>
      application.instance === instance &&
      application.name === name &&
      application.namespace === namespace,
  );
}

const isSameTime = (a: string, b: string | undefined): boolean =>
  b !== undefined && new Date(a).getTime() === new Date(b).getTime();

const idsOf = (revisions: Revision[]): string =>
  revisions.map(({ id }) => id).join('\n');

/**
 * Whether a deployment is something to go back to: it went well, is no longer
 * what runs, and was something else: to deploy the same again is no way back.
 */
export function isBehind(
  deployment: Deployment,
  application: Application,
): boolean {
  return (
    outcomeOf(deployment) === 'Succeeded' &&
    deployment.uid === application.uid &&
    !isSameTime(deployment.startedAt, application.deployedAt) &&
    idsOf(deployment.revisions) !== idsOf(application.revisions)
  );
}

/** The last good deployment before what runs. */
export function lastGoodBefore(
  application: Application,
  deployments: Deployment[],
): Deployment | undefined {
  const { deployedAt } = application;
  if (deployedAt === undefined) return undefined;
  const at = ({ startedAt }: Deployment) => Date.parse(startedAt);
  return deployments
    .filter(
      one =>
        one.instance === application.instance &&
        isBehind(one, application) &&
        at(one) < Date.parse(deployedAt),
    )
    .sort((a, b) => at(b) - at(a))[0];
}

const isNamed = ({ tag, digest }: Image): boolean =>
  tag !== undefined || digest !== undefined;

/** Whether an image would run in another version afterwards; going by images is of no use otherwise. */
export function bringsOther({ from, to }: Plan['images']): boolean {
  return (
    from.length === 0 ||
    to.some(image =>
      from.some(
        ({ name, tag, digest }) =>
          name === image.name && (tag !== image.tag || digest !== image.digest),
      ),
    )
  );
}

/**
 * The images that run in one place and not in the other, as a promotion names
 * them. One that runs in two versions, as a rollout goes on or has failed, is not
 * ready to go anywhere.
 */
export function imagesToPromote(from: Application, to: Application): Image[] {
  return from.images.filter(image => {
    const here = from.images.filter(({ name }) => name === image.name);
    if (!isNamed(image) || here.length > 1) return false;
    const there = to.images.filter(({ name }) => name === image.name);
    // What the other does not run at all cannot be changed there, unless nothing runs there yet.
    if (there.length === 0) return to.images.length === 0;
    return there.some(
      ({ tag, digest }) => tag !== image.tag || digest !== image.digest,
    );
  });
}
