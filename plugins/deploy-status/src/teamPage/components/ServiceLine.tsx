import { Link } from '@backstage/core-components';
import type { Instance, ServiceRow } from '@michi/plugin-deploy-status-common';
import { memo } from 'react';
import type { RowLinkProps } from '../hooks/useVirtualRows';
import { nameOfRef, placeIn } from '../model/columns';
import { NoticeText } from './NoticeText';
import { PlaceText } from './PlaceText';
import type { LineWriter } from './useLineWriter';

function Line(props: {
  row: ServiceRow;
  index: number;
  environments: string[];
  instances: Instance[];
  withOwner: boolean;
  writer: LineWriter;
  /** How the row's link is reached by keyboard. */
  linkProps: RowLinkProps;
}) {
  const { row, index, environments, instances, withOwner } = props;
  const { writer, linkProps } = props;
  const { t, pathOf, nameOf, classes } = writer;
  const name = row.title ?? nameOfRef(row.entityRef);
  const path = pathOf(row.entityRef);
  return (
    // The head is the first row.
    <tr className={classes.row} aria-rowindex={index + 2}>
      <th scope="row" className={classes.service} title={row.entityRef}>
        {path ? (
          <Link
            to={path}
            className={classes.link}
            data-row={index}
            {...linkProps}
          >
            {name}
          </Link>
        ) : (
          name
        )}
      </th>
      {withOwner && (
        <td className={classes.owner} title={row.owner}>
          {row.owner ? nameOf(row.owner) : t('table.nothing')}
        </td>
      )}
      {environments.map(environment => {
        const summary = placeIn(row, environment, instances);
        return (
          <td key={environment}>
            {summary ? (
              <PlaceText summary={summary} writer={writer} />
            ) : (
              <span className={classes.subtle} title={t('table.notHere')}>
                {t('table.nothing')}
              </span>
            )}
          </td>
        );
      })}
      <td>
        <NoticeText row={row} writer={writer} />
      </td>
    </tr>
  );
}

/** One service; the whole row leads to it. */
export const ServiceLine = memo(Line);
