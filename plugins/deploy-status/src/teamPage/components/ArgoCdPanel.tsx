import { makeStyles } from '@material-ui/core/styles';
import { dataOf, ErrorMessage, StaleMessage } from '@michi/status-react';
import { useMemo } from 'react';
import { useWords } from '../../hooks/useWords';
import { useNumbers } from '../hooks/useNumbers';
import { useInstances, useSyncLatencies } from '../hooks/useQueries';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import {
  joinLatencies,
  summarizeLatencies,
  type InstanceLatency,
} from '../model/latency';
import { latencyBucket, readPeriod } from '../model/period';
import { InstanceTable } from './InstanceTable';
import { LatencyTrends } from './LatencyTrends';
import { NotConfigured } from './NotConfigured';
import { usePanelStyles } from './panelStyles';
import { PeriodLinks } from './PeriodLinks';
import { RowsSkeleton } from './skeletons';

const useStyles = makeStyles({ answer: { margin: 0, fontSize: 15 } });

/** How the portal stands with each Argo CD, and whether each keeps up: shows what tuning does. */
export function ArgoCdPanel() {
  const panel = usePanelStyles();
  const classes = useStyles();
  const t = useTeamWords();
  const { search } = useUrl();
  const period = readPeriod(search);
  const instances = useInstances();
  const latencies = useSyncLatencies(period);
  const known = dataOf(instances.state);
  const speeds = dataOf(latencies.state);
  const rows = useMemo(
    () => joinLatencies(known?.instances ?? [], speeds?.instances ?? []),
    [known, speeds],
  );
  const failed = [instances, latencies].find(
    ({ state }) => state.status === 'error',
  );
  const old = [instances, latencies].find(
    ({ state }) => state.status === 'ready' && state.stale,
  );
  return (
    <div className={panel.root}>
      <div className={panel.header}>
        <p className={classes.answer}>
          {rows.length > 0 && <Answer rows={rows} />}
        </p>
        <PeriodLinks current={period} />
      </div>
      {failed?.state.status === 'error' && (
        <ErrorMessage
          error={failed.state.error}
          title={t('state.argocdFailed')}
          onRetry={failed.refresh}
          retrying={failed.state.retrying}
        />
      )}
      {old?.state.status === 'ready' && old.state.stale && (
        <StaleMessage
          stale={old.state.stale}
          onRetry={old.refresh}
          retrying={old.state.refreshing}
        />
      )}
      {instances.state.status === 'loading' && <RowsSkeleton rows={4} />}
      {known && known.instances.length === 0 && <NotConfigured />}
      {rows.length > 0 && <InstanceTable rows={rows} />}
      {latencies.state.status === 'loading' && <RowsSkeleton rows={3} />}
      {speeds && rows.length > 0 && (
        <LatencyTrends rows={rows} bucket={latencyBucket(period)} />
      )}
    </div>
  );
}

/** Whether all of them answer, and what they do. */
function Answer({ rows }: { rows: InstanceLatency[] }) {
  const t = useTeamWords();
  const { list } = useWords();
  const { integer, seconds } = useNumbers();
  const { instances, silent, running, queued, slowest } =
    summarizeLatencies(rows);
  return (
    <>
      {silent.length === 0
        ? t('argocd.allWell', { count: instances })
        : t('argocd.silent', { names: list(silent.map(({ name }) => name)) })}
      {t('space')}
      {t('argocd.work', { running: integer(running), queued: integer(queued) })}
      {slowest && instances > 1 && (
        <>
          {t('space')}
          {t('argocd.slowest', {
            name: slowest.name,
            duration: seconds(slowest.p90Seconds),
          })}
        </>
      )}
    </>
  );
}
