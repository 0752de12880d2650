import type {
  Application,
  Deployment,
} from '@michi/plugin-deploy-status-common';

/** Whether an operation runs. */
export const isInFlight = ({ operation }: Application): boolean =>
  operation?.phase === 'Running' || operation?.phase === 'Terminating';

/** The deployments of one Application, in the order in which they are given. */
export const ofApplication = (
  { instance, uid }: Pick<Application, 'instance' | 'uid'>,
  deployments: Deployment[],
): Deployment[] =>
  deployments.filter(
    deployment => deployment.instance === instance && deployment.uid === uid,
  );

/** The deployment that brought what runs, where the ledger has it. */
export function currentDeployment(
  application: Application,
  deployments: Deployment[],
): Deployment | undefined {
  const { deployedAt } = application;
  return deployedAt === undefined
    ? undefined
    : ofApplication(application, deployments).find(
        ({ startedAt }) => Date.parse(startedAt) === Date.parse(deployedAt),
      );
}
