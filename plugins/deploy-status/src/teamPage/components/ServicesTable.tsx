import { makeStyles } from '@material-ui/core/styles';
import type { Instance, ServiceRow } from '@michi/plugin-deploy-status-common';
import { Fragment, useRef, type CSSProperties } from 'react';
import { ScrollArea } from '../../components/ScrollArea';
import type { NameOf } from '../../hooks/useEntityNames';
import { useNow } from '../hooks/useNow';
import { useTeamWords } from '../hooks/useTeamWords';
import { useVirtualRows } from '../hooks/useVirtualRows';
import { valuesOf } from '../model/columns';
import { COMPACT } from './lineStyles';
import { ServiceLine } from './ServiceLine';
import { useLineWriter } from './useLineWriter';

const ROW_HEIGHT = 36;

const useStyles = makeStyles(theme => ({
  scroll: {
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
  },
  bounded: {
    overflowY: 'auto',
    height: 'calc(100vh - 316px)',
    minHeight: 360,
  },
  table: {
    width: '100%',
    // Columns that depend on the rows which happen to be rendered would jump.
    tableLayout: 'fixed',
    // The last column takes what the others leave; below that the table scrolls.
    minWidth: 'calc(620px + var(--environments) * 176px)',
    [COMPACT]: {
      minWidth: 'calc(440px + var(--environments) * 102px)',
    },
    // What to know matters more than whose it is, which the service's page says.
    [theme.breakpoints.down('sm')]: {
      minWidth: 'calc(348px + var(--environments) * 92px)',
    },
    borderCollapse: 'separate',
    borderSpacing: 0,
    fontSize: 14,
    '& th, & td': {
      textAlign: 'left',
      padding: theme.spacing(0, 2, 0, 0),
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
    '& th:first-child, & td:first-child': { paddingLeft: theme.spacing(2) },
    '& tbody tr': { height: ROW_HEIGHT },
  },
  service: {
    width: 206,
    [COMPACT]: { width: 172 },
    [theme.breakpoints.down('sm')]: { width: 168 },
  },
  owner: {
    width: 104,
    [COMPACT]: { width: 96 },
    [theme.breakpoints.down('sm')]: { display: 'none' },
  },
  // Where there is less room, since when is on hover.
  environment: {
    width: 176,
    [COMPACT]: { width: 102 },
    [theme.breakpoints.down('sm')]: { width: 92 },
  },
  head: {
    color: theme.palette.textSubtle,
    fontSize: 12,
    '& th': {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      height: 32,
      fontWeight: 500,
      backgroundColor: theme.palette.background.paper,
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
  },
}));

/** One row per service; each leads to the service. Thousands of rows scroll smoothly. */
export function ServicesTable(props: {
  rows: ServiceRow[];
  environments: string[];
  instances: Instance[];
  /** What owners are called. */
  nameOf: NameOf;
}) {
  const { rows, environments, instances, nameOf } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const now = useNow();
  const writer = useLineWriter(now, nameOf);
  const container = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows({
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    container,
  });
  const withOwner = valuesOf(rows, 'owner').length > 1;
  const style: CSSProperties & Record<'--environments', number> = {
    '--environments': environments.length,
  };
  const columns = environments.length + 2 + (withOwner ? 1 : 0);
  return (
    <ScrollArea
      ref={container}
      className={
        virtual.scrolls
          ? `${classes.scroll} ${classes.bounded}`
          : classes.scroll
      }
      role="region"
      label={t('table.label')}
      on="paper"
    >
      <table
        className={classes.table}
        style={style}
        aria-rowcount={rows.length + 1}
      >
        <colgroup>
          <col className={classes.service} />
          {withOwner && <col className={classes.owner} />}
          {environments.map(environment => (
            <col key={environment} className={classes.environment} />
          ))}
          <col />
        </colgroup>
        <thead className={classes.head}>
          <tr aria-rowindex={1}>
            <th scope="col">{t('table.service')}</th>
            {withOwner && (
              <th scope="col" className={classes.owner}>
                {t('table.owner')}
              </th>
            )}
            {environments.map(environment => (
              <th scope="col" key={environment}>
                {environment}
              </th>
            ))}
            <th scope="col">{t('table.notice')}</th>
          </tr>
        </thead>
        <tbody>
          {virtual.rows.map(({ index, gap }) => {
            const row = rows[index];
            return (
              row && (
                <Fragment key={row.entityRef}>
                  <Gap height={gap} columns={columns} />
                  <ServiceLine
                    row={row}
                    index={index}
                    environments={environments}
                    instances={instances}
                    withOwner={withOwner}
                    writer={writer}
                    linkProps={virtual.linkProps}
                  />
                </Fragment>
              )
            );
          })}
          <Gap height={virtual.rest} columns={columns} />
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** The place of rows that are not rendered. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={columns} style={{ padding: 0, border: 0 }} />
    </tr>
  ) : null;
}
