import { StatusBadge } from '@michi/status-react';
import type { ReactNode } from 'react';
import { useWords } from '../hooks/useWords';
import type { EnvironmentRow } from '../model/environments';
import { placeName } from '../model/places';
import { ArgoCdLink } from './ArgoCdLink';
import { ConnectionNote } from './ConnectionNote';
import { PlaceName } from './PlaceName';
import { useTableStyles } from './tableStyles';

/** An environment without a deployment, as far as we can know. */
export function PlaceRow({
  row,
  columns = 5,
  actions,
}: {
  row: Exclude<EnvironmentRow, { kind: 'deployed' }>;
  /** Of the table that the row is in. */
  columns?: number;
  /** What can be done about an Application that waits. */
  actions?: ReactNode;
}) {
  const classes = useTableStyles();
  const { t } = useWords();
  return (
    <tr>
      <th scope="row" className={classes.environment}>
        <PlaceName
          environment={row.environment}
          distinction={row.distinction}
        />
      </th>
      <td
        colSpan={row.kind === 'pending' ? columns - 2 : columns - 1}
        className={classes.subtle}
      >
        {row.kind === 'absent' && t('card.notDeployed')}
        {row.kind === 'pending' &&
          (row.application.autoSync
            ? t('card.pendingAutomatic')
            : t('card.pendingManual'))}
        {row.kind === 'silent' && (
          <>
            <StatusBadge tone="unknown" label={t('condition.unknown')} />{' '}
            <ConnectionNote instance={row.instance} />
          </>
        )}
      </td>
      {row.kind === 'pending' && (
        <td className={classes.link}>
          <span className={classes.linkList}>
            <ArgoCdLink
              application={row.application}
              place={placeName(row.environment, row.distinction)}
            />
            {actions}
          </span>
        </td>
      )}
    </tr>
  );
}
