import type { Deployment } from '@michi/plugin-deploy-status-common';
import { Duration, Elapsed, RelativeTime } from '@michi/status-react';
import { useEffect, useId, useRef } from 'react';
import { PlaceName } from '../../components/PlaceName';
import { VersionText } from '../../components/VersionText';
import { placeName } from '../../model/places';
import { versionOfDeployment } from '../../model/version';
import { useServiceWords } from '../hooks/useServiceWords';
import { rolloutOfDeployment } from '../model/rollout';
import { CommitText } from '../../components/CommitText';
import { DeploymentDetails } from './DeploymentDetails';
import { DeploymentLinks } from './DeploymentLinks';
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
  /** What tells its place from others of the environment. */
  distinction: string | undefined;
  logsUrl: string | undefined;
  isOpen: boolean;
  onToggle(): void;
}) {
  const { deployment, distinction, logsUrl, isOpen, onToggle } = props;
  const classes = useDeploymentTableStyles();
  const words = useServiceWords();
  const detailsId = useId();
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Opened from the chart or by the address, it may be out of sight.
    if (isOpen) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isOpen]);

  const { startedAt, environment, revisions } = deployment;
  const version = versionOfDeployment(deployment);
  const rollout = rolloutOfDeployment(deployment);
  return (
    <>
      <tr ref={row} className={isOpen ? classes.open : undefined}>
        <td>
          <DisclosureButton
            isOpen={isOpen}
            controls={detailsId}
            onToggle={onToggle}
            aloud={words('table.open', {
              version: version ?? words('table.someVersion'),
              environment: placeName(environment, distinction),
            })}
          >
            <RelativeTime time={startedAt} />
          </DisclosureButton>
        </td>
        <td>
          <PlaceName environment={environment} distinction={distinction} />
        </td>
        <td>
          <OutcomeBadge deployment={deployment} />
        </td>
        <td className={classes.version}>
          <VersionText of={deployment} name={deployment.application} />
        </td>
        <td className={classes.commit}>
          {revisions.map((revision, index) => (
            // Two sources may be at the same commit.
            <CommitText key={index} revision={revision} withAuthor={false} />
          ))}
        </td>
        <td>
          <Who of={deployment} />
        </td>
        <td className={classes.numeric}>
          {rollout.kind === 'running' && <Elapsed since={rollout.since} />}
          {rollout.kind === 'done' && (
            <Duration milliseconds={rollout.synced} />
          )}
          {rollout.kind === 'failed' &&
            words('matrix.failed', {
              took: <Duration milliseconds={rollout.after} />,
            })}
        </td>
        <td className={classes.numeric}>
          {rollout.kind === 'done' && rollout.healthy !== undefined && (
            <Duration milliseconds={rollout.healthy} />
          )}
        </td>
        <td className={classes.links}>
          <DeploymentLinks
            deployment={deployment}
            place={placeName(environment, distinction)}
            logsUrl={logsUrl}
          />
        </td>
      </tr>
      {isOpen && (
        <tr id={detailsId}>
          <td colSpan={DEPLOYMENT_COLUMNS} className={classes.details}>
            <div className={classes.linksBelow}>
              <DeploymentLinks
                deployment={deployment}
                place={placeName(environment, distinction)}
                logsUrl={logsUrl}
              />
            </div>
            <DeploymentDetails deployment={deployment} />
          </td>
        </tr>
      )}
    </>
  );
}
