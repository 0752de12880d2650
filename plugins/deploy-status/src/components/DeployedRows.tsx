import { RelativeTime } from '@michi/status-react';
import { useWords } from '../hooks/useWords';
import type { DeployedRow } from '../model/environments';
import { isInFlight } from '../model/running';
import { placeName } from '../model/places';
import { ArgoCdLink } from './ArgoCdLink';
import { ConnectionNote } from './ConnectionNote';
import { PlaceCells } from './PlaceCells';
import { useTableStyles } from './tableStyles';
import { ReasonList } from './ReasonList';
import { RevisionLine } from './RevisionLine';
import { WaitingText } from './WaitingText';

/** Everything the card knows about one environment in which something is deployed. */
export function DeployedRows({ row }: { row: DeployedRow }) {
  const table = useTableStyles();
  const { t } = useWords();
  const { application, environment, distinction, instance, asOf } = row;
  // Who started what is history has not deployed what runs.
  const { operation, superseded } = application;
  return (
    <>
      <tr>
        <PlaceCells row={row} stateClass={table.state} />
        <td className={table.since}>
          {application.deployedAt ? (
            <RelativeTime time={application.deployedAt} />
          ) : (
            t('card.never')
          )}
        </td>
        <td className={table.link}>
          <ArgoCdLink
            application={application}
            place={placeName(environment, distinction)}
          />
        </td>
      </tr>
      {application.revisions.map((revision, index) => (
        // Two sources of an Application may be at the same commit.
        <tr key={index}>
          <td />
          <td colSpan={4} className={`${table.small} ${table.across}`}>
            <RevisionLine
              revision={revision}
              operation={index === 0 && !superseded ? operation : undefined}
            />
          </td>
        </tr>
      ))}
      {application.waiting && !isInFlight(application) && (
        <tr>
          <td />
          <td colSpan={4} className={`${table.small} ${table.across}`}>
            <WaitingText waiting={application.waiting} />
          </td>
        </tr>
      )}
      {instance && instance.connection !== 'connected' && (
        <tr>
          <td />
          <td
            colSpan={4}
            className={`${table.small} ${table.subtle} ${table.across}`}
          >
            <ConnectionNote instance={instance} asOf={asOf} />
          </td>
        </tr>
      )}
      <ReasonList row={row} />
    </>
  );
}
