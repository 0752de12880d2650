import type { Deployment } from '@michi/plugin-deploy-status-common';
import { dataOf, visuallyHidden, type QueryState } from '@michi/status-react';
import { ApplicationActions } from '../../actions/components/ApplicationActions';
import type { Deployments } from '../../api/deploymentPages';
import type { Differences } from '../../api/DeployStatusFeed';
import { PlaceRow } from '../../components/PlaceRow';
import { ScrollArea } from '../../components/ScrollArea';
import { useTableStyles } from '../../components/tableStyles';
import { useWords } from '../../hooks/useWords';
import type { EnvironmentRow } from '../../model/environments';
import { placeName } from '../../model/places';
import { useServiceWords } from '../hooks/useServiceWords';
import { comparisonOf, differenceOf } from '../model/difference';
import { MatrixRow } from './MatrixRow';
import { MATRIX_COLUMNS, useMatrixStyles } from './matrixStyles';

const NONE: Deployment[] = [];

/** Every environment of the service with all that is known of it. */
export function Matrix(props: {
  rows: EnvironmentRow[];
  /** The last deployments to each environment. */
  latest: QueryState<Deployments>;
  differences: QueryState<Differences>;
}) {
  const { rows, latest } = props;
  const classes = useTableStyles();
  const { t } = useWords();
  const deployments = dataOf(latest)?.deployments;
  const differences = dataOf(props.differences)?.differences;
  const last = rows.at(-1)?.environment;
  // Several regions of one environment differ from the next in the same way.
  const seen = new Set<string>();
  return (
    // Not by its title, which a group of the timeline's filters has too.
    <ScrollArea label={t('card.title')} on="paper">
      <table className={classes.table}>
        <MatrixHead />
        {rows.map(row => {
          const isFirst = !seen.has(row.environment);
          seen.add(row.environment);
          const difference =
            isFirst && differences
              ? differenceOf(row.environment, differences)
              : undefined;
          return (
            <tbody key={row.key}>
              {row.kind === 'deployed' ? (
                <MatrixRow
                  row={row}
                  deployments={deployments ?? NONE}
                  isLoading={latest.status === 'loading'}
                  difference={difference}
                  isComparing={
                    props.differences.status === 'loading' &&
                    row.environment !== last
                  }
                  comparison={difference && comparisonOf(difference, rows)}
                />
              ) : (
                <PlaceRow
                  row={row}
                  columns={MATRIX_COLUMNS}
                  actions={
                    row.kind === 'pending' && (
                      <ApplicationActions
                        application={row.application}
                        place={placeName(row.environment, row.distinction)}
                      />
                    )
                  }
                />
              )}
            </tbody>
          );
        })}
      </table>
    </ScrollArea>
  );
}

/** The matrix's columns. */
export function MatrixHead() {
  const classes = useTableStyles();
  const matrix = useMatrixStyles();
  const { t } = useWords();
  const words = useServiceWords();
  return (
    <>
      <caption style={visuallyHidden}>{words('matrix.title')}</caption>
      <thead className={classes.head}>
        <tr>
          <th scope="col">{t('card.environment')}</th>
          <th scope="col">{t('card.version')}</th>
          <th scope="col">{t('card.state')}</th>
          <th scope="col">{words('matrix.deployed')}</th>
          <th scope="col" className={matrix.rollout}>
            {words('matrix.rollout')}
          </th>
          <th scope="col">{words('matrix.ahead')}</th>
          <th scope="col">
            <span style={visuallyHidden}>{words('matrix.links')}</span>
          </th>
        </tr>
      </thead>
    </>
  );
}
