import { useWords } from '../hooks/useWords';
import type { DeployedRow } from '../model/environments';
import { PlaceName } from './PlaceName';
import { StateBadge } from './StateBadge';
import { useTableStyles } from './tableStyles';
import { VersionText } from './VersionText';

/** The first cells of an environment in which something runs: where, which version, in which state. */
export function PlaceCells(props: {
  row: DeployedRow;
  /** Of the state's cell: how it breaks where there is little room. */
  stateClass: string;
}) {
  const { row, stateClass } = props;
  const { application, environment, distinction } = row;
  const table = useTableStyles();
  const { t } = useWords();
  return (
    <>
      <th scope="row" className={table.environment}>
        <PlaceName environment={environment} distinction={distinction} />
      </th>
      <td className={table.version}>
        <VersionText
          of={application}
          name={application.name}
          none={<span className={table.subtle}>{t('card.noVersion')}</span>}
        />
      </td>
      <td className={stateClass}>
        <StateBadge row={row} />
      </td>
    </>
  );
}
