import { visuallyHidden } from '@michi/status-react';
import { useWords } from '../hooks/useWords';
import type { EnvironmentRow } from '../model/environments';
import { DeployedRows } from './DeployedRows';
import { PlaceRow } from './PlaceRow';
import { ScrollArea } from './ScrollArea';
import { useTableStyles } from './tableStyles';

/** One row per environment, in the order of the road to production. */
export function EnvironmentTable({ rows }: { rows: EnvironmentRow[] }) {
  const classes = useTableStyles();
  const { t } = useWords();
  return (
    <ScrollArea label={t('card.title')} on="paper">
      <table className={classes.table}>
        <caption style={visuallyHidden}>{t('card.title')}</caption>
        <thead className={classes.head}>
          <tr>
            <th scope="col">{t('card.environment')}</th>
            <th scope="col">{t('card.version')}</th>
            <th scope="col">{t('card.state')}</th>
            <th scope="col">{t('card.deployed')}</th>
            <th scope="col">
              <span style={visuallyHidden}>{t('card.links')}</span>
            </th>
          </tr>
        </thead>
        {rows.map(row => (
          <tbody key={row.key}>
            {row.kind === 'deployed' ? (
              <DeployedRows row={row} />
            ) : (
              <PlaceRow row={row} />
            )}
          </tbody>
        ))}
      </table>
    </ScrollArea>
  );
}
