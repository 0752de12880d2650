import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  Loading,
  SkeletonText,
  StatusBadge,
  visuallyHidden,
} from '@michi/status-react';
import { useWords } from '../../hooks/useWords';
import type { DeployedRow } from '../../model/environments';
import { placeName } from '../../model/places';
import { environmentsOf, type ServiceRow } from '../../model/summary';
import { ScrollArea } from '../ScrollArea';
import { EnvironmentCell } from './EnvironmentCell';

const useStyles = makeStyles(theme => ({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: 14,
    '& th, & td': {
      textAlign: 'left',
      padding: theme.spacing(0.75, 2, 0.75, 0),
      whiteSpace: 'nowrap',
      [theme.breakpoints.down('sm')]: { paddingRight: theme.spacing(1) },
    },
    '& td:last-child': {
      width: '100%',
      whiteSpace: 'normal',
      '&:lang(ja)': { wordBreak: 'auto-phrase' },
    },
    '& tbody tr': {
      position: 'relative',
      borderTop: `1px solid ${theme.palette.divider}`,
      '&:hover': { backgroundColor: theme.palette.infoBackground },
    },
  },
  head: {
    color: theme.palette.textSubtle,
    fontSize: 12,
    '& th': { fontWeight: 500 },
  },
  // The link reaches over its whole row.
  link: {
    fontWeight: 600,
    '&::after': { content: '""', position: 'absolute', inset: 0 },
  },
  notice: { color: theme.palette.textSubtle },
}));

/** One row per service; the whole row leads to the service. */
export function ServicesTable({
  label,
  rows,
}: {
  label: string;
  rows: ServiceRow[];
}) {
  const classes = useStyles();
  const { t } = useWords();
  const environments = environmentsOf(rows);
  return (
    <ScrollArea label={label} on="paper">
      <table className={classes.table}>
        <thead className={classes.head}>
          <tr>
            <th scope="col">{t('home.service')}</th>
            {environments.map(environment => (
              <th scope="col" key={environment}>
                {environment}
              </th>
            ))}
            <th scope="col">
              <span style={visuallyHidden}>{t('home.notice')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.service.entityRef}>
              <th scope="row">
                <EntityRefLink
                  entityRef={row.service.entityRef}
                  className={classes.link}
                  hideIcon
                  disableTooltip
                >
                  {row.service.name}
                </EntityRefLink>
              </th>
              {environments.map(environment => (
                <td key={environment}>
                  <EnvironmentCell
                    rows={row.rows.filter(
                      place => place.environment === environment,
                    )}
                  />
                </td>
              ))}
              <td className={classes.notice}>
                <Notice row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** What to know about a service that is not simply healthy. */
function Notice({ row }: { row: ServiceRow }) {
  const { t } = useWords();
  switch (row.state) {
    case 'not-annotated':
      return <>{t('home.notAnnotated')}</>;
    case 'not-configured':
      return <>{t('home.notConfigured')}</>;
    case 'missing':
      return <>{t('home.notFound')}</>;
    case 'waiting':
      return <>{t('home.waiting')}</>;
    case 'denied':
      return <>{t('home.denied')}</>;
    default:
      return row.worst ? (
        <StatusBadge tone={row.worst.tone} label={<Worst row={row.worst} />} />
      ) : null;
  }
}

/** The state of the environment to look at first. */
function Worst({ row }: { row: DeployedRow }) {
  const { t } = useWords();
  const { condition, asOf } = row;
  const environment = placeName(row.environment, row.distinction);
  if (condition === 'waits' && asOf === undefined) {
    return <>{t('home.changeWaits', { environment })}</>;
  }
  return (
    <>
      {t('home.inEnvironment', {
        environment,
        condition: t(
          asOf === undefined ? `condition.${condition}` : 'condition.unknown',
        ),
      })}
    </>
  );
}

/** The table while it loads. */
export function ServicesSkeleton({ count = 4 }: { count?: number }) {
  const classes = useStyles();
  return (
    <Loading>
      <table className={classes.table} aria-hidden="true">
        <thead className={classes.head}>
          <tr>
            <th>
              <SkeletonText width={60} />
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, index) => (
            <tr key={index}>
              <td>
                <SkeletonText width={110} />
              </td>
              <td>
                <SkeletonText width={64} />
              </td>
              <td>
                <SkeletonText width={64} />
              </td>
              <td>
                <SkeletonText width={64} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Loading>
  );
}
