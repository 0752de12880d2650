import { outcomeOf, type Deployment } from '@michi/plugin-deploy-status-common';
import { wholeVersionOf } from '../../model/version';
import { rolloutOfDeployment } from './rollout';

const seconds = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : String(Math.round(milliseconds / 1000));

/** Names and content of the exported columns; machines read them, so they have no translation. */
const COLUMNS: [string, (deployment: Deployment) => string | undefined][] = [
  ['started_at', ({ startedAt }) => startedAt],
  ['environment', ({ environment }) => environment],
  ['instance', ({ instance }) => instance],
  ['application', ({ application }) => application],
  ['result', outcomeOf],
  ['rollback', ({ rollback }) => String(rollback)],
  ['version', deployment => wholeVersionOf(deployment, deployment.application)],
  ['revision', ({ revisions }) => revisions[0]?.id],
  ['author', ({ revisions }) => revisions[0]?.author],
  ['commit_message', ({ revisions }) => revisions[0]?.message],
  ['automated', ({ automated }) => String(automated)],
  ['started_by', ({ startedBy }) => startedBy],
  ['requested_by', ({ requestedBy }) => requestedBy],
  ['reason', ({ reason }) => reason],
  ['retries', ({ retries }) => String(retries)],
  ['seconds_to_synced', deployment => seconds(tookOf(deployment).synced)],
  ['seconds_to_healthy', deployment => seconds(tookOf(deployment).healthy)],
  ['message', ({ message }) => message],
  ['commit_url', ({ revisions }) => revisions[0]?.url],
  ['argocd_url', ({ url }) => url],
];

/** Deployments as a table of text, under a line of names. */
export const deploymentTable = (deployments: Deployment[]): string[][] => [
  COLUMNS.map(([name]) => name),
  ...deployments.map(deployment =>
    COLUMNS.map(([, read]) => read(deployment) ?? ''),
  ),
];

function tookOf(deployment: Deployment): { synced?: number; healthy?: number } {
  const rollout = rolloutOfDeployment(deployment);
  return rollout.kind === 'done' ? rollout : {};
}
