import { StatusBadge } from '@michi/status-react';
import { useWords } from '../hooks/useWords';
import type { EnvironmentRow } from '../model/environments';
import { ConnectionNote } from './ConnectionNote';
import { useTableStyles } from './tableStyles';

/** An environment without a deployment, as far as we can know. */
export function PlaceRow({
  row,
}: {
  row: Exclude<EnvironmentRow, { kind: 'deployed' }>;
}) {
  const classes = useTableStyles();
  const { t } = useWords();
  return (
    <tr>
      <th scope="row" className={classes.environment}>
        {row.environment}
      </th>
      <td colSpan={4} className={classes.subtle}>
        {row.kind === 'absent' ? (
          t('card.notDeployed')
        ) : (
          <>
            <StatusBadge tone="unknown" label={t('condition.unknown')} />{' '}
            <ConnectionNote instance={row.instance} />
          </>
        )}
      </td>
    </tr>
  );
}
