import { Elapsed, RelativeTime, StatusBadge } from '@michi/status-react';
import { useWords } from '../hooks/useWords';
import type { DeployedRow } from '../model/environments';
import { ArgoCdLink } from './ArgoCdLink';
import { ConnectionNote } from './ConnectionNote';
import { useTableStyles } from './tableStyles';
import { ReasonList } from './ReasonList';
import { RevisionLine } from './RevisionLine';

/** Everything the card knows about one environment in which something is deployed. */
export function DeployedRows({ row }: { row: DeployedRow }) {
  const table = useTableStyles();
  const { t } = useWords();
  const { application, environment, instance, version, asOf } = row;
  const revision = application.revisions[0];
  return (
    <>
      <tr>
        <th scope="row" className={table.environment}>
          {environment}
        </th>
        <td className={table.version}>
          {version ?? (
            <span className={table.subtle}>{t('card.noVersion')}</span>
          )}
        </td>
        <td className={table.state}>
          <StateCell row={row} />
        </td>
        <td className={table.since}>
          {application.deployedAt ? (
            <RelativeTime time={application.deployedAt} />
          ) : (
            t('card.never')
          )}
        </td>
        <td className={table.link}>
          <ArgoCdLink application={application} />
        </td>
      </tr>
      {revision && (
        <tr>
          <td />
          <td colSpan={4} className={`${table.small} ${table.across}`}>
            <RevisionLine
              revision={revision}
              operation={application.operation}
            />
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

/** Health and sync; or, while an operation runs, for how long it has. */
function StateCell({ row }: { row: DeployedRow }) {
  const { t } = useWords();
  const { application, condition, tone } = row;
  const { operation } = application;
  const words = useStateWords(row);
  const runs = condition === 'deploying' || condition === 'stopping';
  if (runs && operation && application.live) {
    return (
      <StatusBadge
        tone={tone}
        label={
          <>
            {t(condition === 'deploying' ? 'card.running' : 'card.stopping', {
              elapsed: <Elapsed since={operation.startedAt} />,
            })}
            {operation.retries > 0 &&
              ` · ${t('card.retries', { count: operation.retries })}`}
          </>
        }
      />
    );
  }
  return <StatusBadge tone={tone} label={words.join(' · ')} />;
}

/** Health and sync in words, after what went wrong where these do not say it. */
function useStateWords({ application, condition }: DeployedRow): string[] {
  const { t } = useWords();
  const health = t(`health.${application.health}`);
  // Says more than that the sync state is unknown.
  if (condition === 'incomparable')
    return [t('condition.incomparable'), health];
  const words = [health, t(`sync.${application.sync}`)];
  return condition === 'failed' || condition === 'error'
    ? [t(`condition.${condition}`), ...words]
    : words;
}
