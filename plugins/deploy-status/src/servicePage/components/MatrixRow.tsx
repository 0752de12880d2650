import { Link } from '@backstage/core-components';
import type {
  Deployment,
  Difference,
} from '@michi/plugin-deploy-status-common';
import { RelativeTime, SkeletonText } from '@michi/status-react';
import { useId, useState } from 'react';
import { ApplicationActions } from '../../actions/components/ApplicationActions';
import { ArgoCdLink } from '../../components/ArgoCdLink';
import { PlaceCells } from '../../components/PlaceCells';
import { WaitingText } from '../../components/WaitingText';
import { useTableStyles } from '../../components/tableStyles';
import { useWords } from '../../hooks/useWords';
import type { DeployedRow } from '../../model/environments';
import { currentDeployment, isInFlight } from '../../model/running';
import { placeName } from '../../model/places';
import { useServiceWords } from '../hooks/useServiceWords';
import type { Comparison } from '../model/difference';
import { rolloutOf } from '../model/rollout';
import { CommitList } from './CommitList';
import { CommitText } from '../../components/CommitText';
import { DifferenceCell } from './DifferenceCell';
import { MatrixDetails, MatrixLine } from './MatrixDetails';
import { useMatrixStyles } from './matrixStyles';
import { RolloutText } from './RolloutText';
import { Who } from './Who';

/** All that is known of one environment in which something runs. */
export function MatrixRow(props: {
  row: DeployedRow;
  /** The last deployments of the service. */
  deployments: Deployment[];
  /** Whether those are still on their way. */
  isLoading: boolean;
  difference: Difference | undefined;
  /** Whether that is still on its way. */
  isComparing: boolean;
  /** How it is to be read. */
  comparison: Comparison | undefined;
}) {
  const { row, deployments, isLoading } = props;
  const { difference, isComparing, comparison } = props;
  const { application } = row;
  const table = useTableStyles();
  const classes = useMatrixStyles();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const t = useServiceWords();
  const rollout = rolloutOf(application, deployments);
  return (
    <>
      <tr>
        <PlaceCells row={row} stateClass={classes.state} />
        <td className={classes.nowrap}>
          <Deployed row={row} deployments={deployments} />
        </td>
        <td className={classes.rollout}>
          {isLoading && rollout.kind === 'unknown' ? (
            <SkeletonText width={90} />
          ) : (
            <RolloutText rollout={rollout} />
          )}
        </td>
        <td className={classes.nowrap}>
          {difference && comparison && (
            <DifferenceCell
              difference={difference}
              comparison={comparison}
              isOpen={isOpen}
              controls={listId}
              onToggle={() => setOpen(!isOpen)}
            />
          )}
          {!difference &&
            (isComparing ? (
              <SkeletonText width={80} />
            ) : (
              <span className={table.subtle}>–</span>
            ))}
        </td>
        <td className={classes.links}>
          <Links row={row} deployments={isLoading ? undefined : deployments} />
        </td>
      </tr>
      {application.revisions.map((revision, index) => (
        // Two sources of an Application may be at the same commit.
        <MatrixLine key={index}>
          <CommitText revision={revision} />
        </MatrixLine>
      ))}
      {application.mixed && !isInFlight(application) && (
        <MatrixLine>{t('matrix.mixed')}</MatrixLine>
      )}
      {application.waiting && !isInFlight(application) && (
        <MatrixLine>
          {currentDeployment(application, deployments)?.rollback && (
            <div>{t('matrix.rolledBack')}</div>
          )}
          <WaitingText waiting={application.waiting} />
        </MatrixLine>
      )}
      {difference && isOpen && (
        <MatrixLine id={listId}>
          <CommitList difference={difference} />
        </MatrixLine>
      )}
      <MatrixDetails row={row} deployments={deployments} />
    </>
  );
}

function Deployed({
  row: { application },
  deployments,
}: {
  row: DeployedRow;
  deployments: Deployment[];
}) {
  const classes = useMatrixStyles();
  const { t } = useWords();
  const { deployedAt, operation } = application;
  if (!deployedAt) return <>{t('card.never')}</>;
  const by =
    currentDeployment(application, deployments) ??
    (operation?.startedAt === deployedAt ? operation : undefined);
  return (
    <>
      <RelativeTime time={deployedAt} />
      {by && (
        <span className={classes.who} title={by.reason}>
          <Who of={by} />
        </span>
      )}
    </>
  );
}

function Links({
  row,
  deployments,
}: {
  row: DeployedRow;
  deployments: Deployment[] | undefined;
}) {
  const classes = useTableStyles();
  const t = useServiceWords();
  const { application, environment, distinction } = row;
  const { name, logsUrl } = application;
  const place = placeName(environment, distinction);
  return (
    <span className={classes.linkList}>
      {logsUrl && (
        <Link
          to={logsUrl}
          aria-label={t('matrix.openLogs', { name, environment: place })}
        >
          {t('matrix.logs')}
        </Link>
      )}
      <ArgoCdLink application={application} place={place} />
      <ApplicationActions
        application={application}
        deployments={deployments}
        place={place}
      />
    </span>
  );
}
