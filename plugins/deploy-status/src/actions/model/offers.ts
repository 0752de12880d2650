import {
  operationFailed,
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

/** What the ledger knows of an Application. */
export interface Known {
  /** The deployment that brought what runs. */
  current: Deployment | undefined;
  /** The last good one before it. */
  earlier: Deployment | undefined;
}

const isSameTime = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  new Date(a).getTime() === new Date(b).getTime();

/**
 * What makes sense for an Application as it is.
 *
 * @param known - absent until it is loaded
 */
export function offersOf(application: Application, known?: Known): Offers {
  const { operation, superseded, health, sync, autoSync, deployedAt } =
    application;
  if (operation?.phase === 'Running') {
    return { all: ['terminate', 'refresh'], likely: 'terminate' };
  }
  if (operation?.phase === 'Terminating') {
    return { all: ['refresh'], likely: undefined };
  }
  // Before the first deployment there is nothing to go back to.
  const back: Offered[] = deployedAt === undefined ? [] : ['rollback'];
  // Git has overtaken what failed; to deploy it all the same is nobody's first thought.
  const again: Offered[] = superseded ? ['retry'] : [];
  if (operationFailed(application)) {
    // Where all was applied before it failed, as by a smoke test, it is what runs.
    const runs = isSameTime(operation?.startedAt, deployedAt);
    if (runs && known?.earlier) {
      return {
        all: ['rollback', 'retry', 'sync', 'refresh'],
        likely: 'rollback',
      };
    }
    return {
      all: ['retry', 'sync', ...back, 'refresh'],
      likely: 'retry',
    };
  }
  if (sync === 'OutOfSync' && !autoSync) {
    // What is in Git may be what mends it, or what somebody has just gone back from.
    return {
      all: ['sync', ...back, ...again, 'refresh'],
      likely: known?.current?.rollback ? undefined : 'sync',
    };
  }
  const neverWorked =
    health === 'Degraded' &&
    known?.current !== undefined &&
    outcomeOf(known.current) === 'Degraded';
  return neverWorked && known.earlier
    ? { all: ['rollback', 'sync', ...again, 'refresh'], likely: 'rollback' }
    : { all: ['sync', ...back, ...again, 'refresh'], likely: undefined };
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

const idsOf = (revisions: Revision[]): string =>
  revisions.map(({ id }) => id).join('\n');

/** Whether a deployment is of what runs, as far as both tell. One commit may have been deployed with several images, by parameters that are not in Git. */
function isOfTheSame(deployment: Deployment, running: Application): boolean {
  const runs = (image: Image) =>
    running.images.some(
      ({ name, tag, digest }) =>
        name === image.name && tag === image.tag && digest === image.digest,
    );
  return (
    idsOf(deployment.revisions) === idsOf(running.revisions) &&
    (running.images.length === 0 || deployment.images.every(runs))
  );
}

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
    // What was deployed last is to go back to once a part of it was replaced.
    (application.mixed ||
      (!isSameTime(deployment.startedAt, application.deployedAt) &&
        !isOfTheSame(deployment, application)))
  );
}

/** The last good deployment before what runs, or of which a part still runs. */
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
        at(one) <= Date.parse(deployedAt),
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
 * them. None while one of them runs in two versions: a rollout that goes on or
 * has failed is not ready to go anywhere, nor is a part of it.
 */
export function imagesToPromote(from: Application, to: Application): Image[] {
  const names = from.images.map(({ name }) => name);
  if (new Set(names).size < names.length) return [];
  return from.images.filter(image => {
    if (!isNamed(image)) return false;
    const there = to.images.filter(({ name }) => name === image.name);
    // What the other does not run at all cannot be changed there, unless nothing runs there yet.
    if (there.length === 0) return to.images.length === 0;
    return there.some(
      ({ tag, digest }) => tag !== image.tag || digest !== image.digest,
    );
  });
}
