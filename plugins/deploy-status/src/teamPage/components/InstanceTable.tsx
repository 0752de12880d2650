import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Connection,
  Distribution,
  SyncLatency,
} from '@michi/plugin-deploy-status-common';
import { StatusBadge, type Tone } from '@michi/status-react';
import { Fragment } from 'react';
import { ConnectionNote } from '../../components/ConnectionNote';
import { ScrollArea } from '../../components/ScrollArea';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import { FILTER_PARAMETERS } from '../model/filters';
import type { InstanceLatency } from '../model/latency';
import { TAB_PARAMETER } from '../model/scope';
import { useFigureTableStyles } from './figureTableStyles';

const TONES: Record<Connection, Tone> = {
  connected: 'good',
  connecting: 'progress',
  unreachable: 'bad',
  unauthorized: 'bad',
};

const useStyles = makeStyles(theme => ({
  panel: {
    padding: theme.spacing(1, 2),
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
  },
  state: { '$panel &': { textAlign: 'left' } },
  name: { '$panel &': { fontWeight: 600 } },
  destination: {
    color: theme.palette.textSubtle,
    '$panel &': { paddingLeft: theme.spacing(2) },
  },
  // The durations beside it say most of it where there is little room.
  longest: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  note: {
    '$panel &': { textAlign: 'left', whiteSpace: 'normal' },
    color: theme.palette.textSubtle,
    fontSize: 13,
  },
}));

/** One row per instance, and one per destination cluster below it. */
export function InstanceTable({ rows }: { rows: InstanceLatency[] }) {
  const classes = { ...useFigureTableStyles(), ...useStyles() };
  const t = useTeamWords();
  const { linkTo } = useUrl();
  return (
    <ScrollArea label={t('argocd.table')} on="paper" className={classes.panel}>
      <table
        className={`${classes.table} ${classes.wide}`}
        aria-label={t('argocd.table')}
      >
        <thead>
          <tr>
            <th scope="col">{t('argocd.instance')}</th>
            <th scope="col" className={classes.state}>
              {t('argocd.state')}
            </th>
            <th scope="col">{t('argocd.applications')}</th>
            <th scope="col">{t('argocd.queued')}</th>
            <th scope="col">{t('argocd.running')}</th>
            <th scope="col" className={classes.longest}>
              {t('argocd.longest')}
            </th>
            <th scope="col" title={t('argocd.durationHint')}>
              {t('argocd.duration')}
            </th>
            <th scope="col" title={t('argocd.delayHint')}>
              {t('argocd.delay')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ instance, whole, destinations }) => (
            <Fragment key={instance.name}>
              <tr>
                <th scope="row" className={classes.name}>
                  <Link
                    to={linkTo({
                      [TAB_PARAMETER]: undefined,
                      [FILTER_PARAMETERS.environment]: instance.environment,
                    })}
                  >
                    {instance.name}
                  </Link>
                </th>
                <td className={classes.state}>
                  <StatusBadge
                    tone={TONES[instance.connection]}
                    label={t(`connection.${instance.connection}`)}
                  />
                </td>
                <Speed latency={whole} />
              </tr>
              {instance.connection !== 'connected' && (
                <tr style={{ borderTop: 0 }}>
                  <td />
                  <td colSpan={7} className={classes.note}>
                    <ConnectionNote
                      instance={instance}
                      asOf={instance.lastContactAt}
                    />
                  </td>
                </tr>
              )}
              {destinations.map(latency => (
                <tr key={latency.destination}>
                  <th scope="row" className={classes.destination}>
                    {latency.destination}
                  </th>
                  <td />
                  <Speed latency={latency} />
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function Speed({ latency }: { latency: SyncLatency | undefined }) {
  const classes = useStyles();
  const t = useTeamWords();
  const { integer, seconds } = useNumbers();
  if (!latency) return <td colSpan={6}>{t('insights.nothing')}</td>;
  const { longestRunningSeconds } = latency;
  return (
    <>
      <td>{integer(latency.applications)}</td>
      <td>{integer(latency.queued)}</td>
      <td>{integer(latency.running)}</td>
      <td className={classes.longest}>
        {longestRunningSeconds === undefined
          ? t('insights.nothing')
          : seconds(longestRunningSeconds)}
      </td>
      <td>
        <Spread distribution={latency.duration} />
      </td>
      <td>
        <Spread distribution={latency.delay} />
      </td>
    </>
  );
}

/** A duration's p50 and p90, and of how many syncs. */
function Spread({ distribution }: { distribution: Distribution }) {
  const classes = useFigureTableStyles();
  const t = useTeamWords();
  const { integer, seconds } = useNumbers();
  const { n, p50Seconds, p90Seconds } = distribution;
  if (p50Seconds === undefined || p90Seconds === undefined) {
    return <>{t('insights.nothing')}</>;
  }
  return (
    <>
      {seconds(p50Seconds)}{' '}
      <span className={classes.below}>
        {t('insights.p90')} {seconds(p90Seconds)}
      </span>{' '}
      <span className={classes.below}>
        {t('argocd.syncCount', { count: n, n: integer(n) })}
      </span>
    </>
  );
}
