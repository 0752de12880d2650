import { Link } from '@backstage/core-components';
import type { Deployment } from '@michi/plugin-deploy-status-common';
import { RollbackAction } from '../../actions/components/RollbackAction';
import { useWords } from '../../hooks/useWords';
import { shortRevision } from '../../model/version';
import { useServiceWords } from '../hooks/useServiceWords';
import { checksUrl } from '../model/links';
import { useDeploymentTableStyles } from './deploymentTableStyles';

/** Where a deployment leads: back to it, its commit's CI runs, its logs, Argo CD. */
export function DeploymentLinks({
  deployment,
  place,
  logsUrl,
}: {
  deployment: Deployment;
  /** The environment, with what tells the Application from others there. */
  place: string;
  logsUrl: string | undefined;
}) {
  const classes = useDeploymentTableStyles();
  const { t } = useWords();
  const words = useServiceWords();
  const { application: name, revisions, url } = deployment;
  const [revision] = revisions;
  const checks = revision && checksUrl(revision);
  return (
    <span className={classes.linkList}>
      <RollbackAction deployment={deployment} />{' '}
      {revision && checks && (
        <Link
          to={checks}
          aria-label={words('table.openChecks', {
            revision: shortRevision(revision.id),
          })}
        >
          {words('table.checks')}
        </Link>
      )}{' '}
      {logsUrl && (
        <Link
          to={logsUrl}
          aria-label={words('matrix.openLogs', { name, environment: place })}
        >
          {words('matrix.logs')}
        </Link>
      )}{' '}
      <Link
        to={url}
        aria-label={t('card.openArgocd', { name, environment: place })}
      >
        {t('card.argocd')}
      </Link>
    </span>
  );
}
