import { Link } from '@backstage/core-components';
import type { Deployment } from '@michi/plugin-deploy-status-common';
import {
  Duration,
  Elapsed,
  RelativeTime,
  useTimeText,
} from '@michi/status-react';
import { useEffect, useId, useRef } from 'react';
import { RollbackAction } from '../../actions';
import { useWords } from '../../hooks/useWords';
import { shortRevision, versionOfDeployment } from '../../model/version';
import { useServiceWords } from '../hooks/useServiceWords';
import { checksUrl } from '../model/links';
import { rolloutOfDeployment } from '../model/rollout';
import { CommitText } from './CommitText';
import { DeploymentDetails } from './DeploymentDetails';
import {
  DEPLOYMENT_COLUMNS,
  useDeploymentTableStyles,
} from './deploymentTableStyles';
import { DisclosureButton } from './DisclosureButton';
import { OutcomeBadge } from './OutcomeBadge';
import { Who } from './Who';

/** One deployment, and its details where it is open. */
export function DeploymentRow(props: {
  deployment: Deployment;
  logsUrl: string | undefined;
  isOpen: boolean;
  onToggle(): void;
}) {
  const { deployment, logsUrl, isOpen, onToggle } = props;
  const classes = useDeploymentTableStyles();
  const words = useServiceWords();
  const { absolute } = useTimeText();
  const detailsId = useId();
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Opened from the chart or by the address, it may be out of sight.
    if (isOpen) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isOpen]);

  const { startedAt, environment, revisions } = deployment;
  const version = versionOfDeployment(deployment);
  const [revision] = revisions;
  const rollout = rolloutOfDeployment(deployment);
  return (
    <>
      <tr ref={row} className={isOpen ? classes.open : undefined}>
        <td>
          <DisclosureButton
            isOpen={isOpen}
            controls={detailsId}
            onToggle={onToggle}
            label={words('table.details', {
              version: version ?? words('table.someVersion'),
              environment,
              time: absolute(new Date(startedAt).getTime()),
            })}
          >
            <RelativeTime time={startedAt} />
          </DisclosureButton>
        </td>
        <td>{environment}</td>
        <td>
          <OutcomeBadge deployment={deployment} />
        </td>
        <td className={classes.version}>{version}</td>
        <td className={classes.commit}>
          {revision && <CommitText revision={revision} withAuthor={false} />}
        </td>
        <td>
          <Who of={deployment} />
        </td>
        <td className={classes.numeric}>
          {rollout.kind === 'running' && <Elapsed since={rollout.since} />}
          {rollout.kind === 'done' && (
            <Duration milliseconds={rollout.synced} />
          )}
        </td>
        <td className={classes.numeric}>
          {rollout.kind === 'done' && rollout.healthy !== undefined && (
            <Duration milliseconds={rollout.healthy} />
          )}
        </td>
        <td className={classes.links}>
          <Links deployment={deployment} logsUrl={logsUrl} />
        </td>
      </tr>
      {isOpen && (
        <tr id={detailsId}>
          <td colSpan={DEPLOYMENT_COLUMNS} className={classes.details}>
            <DeploymentDetails deployment={deployment} />
          </td>
        </tr>
      )}
    </>
  );
}

function Links({
  deployment,
  logsUrl,
}: {
  deployment: Deployment;
  logsUrl: string | undefined;
}) {
  const classes = useDeploymentTableStyles();
  const { t } = useWords();
  const words = useServiceWords();
  const { application: name, environment, revisions, url } = deployment;
  const [revision] = revisions;
  const checks = revision && checksUrl(revision);
  return (
    <span className={classes.linkList}>
      <RollbackAction deployment={deployment} />
      {revision && checks && (
        <Link
          to={checks}
          aria-label={words('table.openChecks', {
            revision: shortRevision(revision.id),
          })}
        >
          {words('table.checks')}
        </Link>
      )}
      {logsUrl && (
        <Link
          to={logsUrl}
          aria-label={words('matrix.openLogs', { name, environment })}
        >
          {words('matrix.logs')}
        </Link>
      )}
      <Link to={url} aria-label={t('card.openArgocd', { name, environment })}>
        {t('card.argocd')}
      </Link>
    </span>
  );
}
