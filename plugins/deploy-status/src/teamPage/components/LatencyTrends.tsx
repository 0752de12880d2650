import { makeStyles } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import {
  largestOf,
  latencyTrend,
  type InstanceLatency,
  type LatencyKind,
} from '../model/latency';
import type { Bucket } from '../model/period';
import { LatencyTable } from './LatencyTable';
import { SmallMultiple } from './SmallMultiple';

const KINDS: LatencyKind[] = ['duration', 'delay'];

const useStyles = makeStyles(theme => ({
  title: { margin: 0, fontSize: 15, fontWeight: 600 },
  hint: {
    margin: theme.spacing(0, 0, 1),
    fontSize: 13,
    color: theme.palette.textSubtle,
  },
  grid: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(360px, 1fr))',
  },
  instance: {
    minWidth: 0,
    padding: theme.spacing(1.5, 2),
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    fontSize: 13,
  },
  name: { margin: theme.spacing(0, 0, 1), fontSize: 14, fontWeight: 600 },
  charts: {
    display: 'grid',
    gap: theme.spacing(3),
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  },
  tables: {
    display: 'grid',
    gap: theme.spacing(0.5),
    marginTop: theme.spacing(1.5),
    fontSize: 13,
  },
  what: { fontSize: 12, color: theme.palette.textSubtle },
}));

/** How fast each instance was, side by side to one scale. */
export function LatencyTrends(props: {
  rows: InstanceLatency[];
  bucket: Bucket;
}) {
  const { rows, bucket } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const numbers = useNumbers();
  const largest = useMemo(() => {
    const of = (kind: LatencyKind) =>
      largestOf(rows.map(({ whole }) => latencyTrend(whole, kind)));
    return { duration: of('duration'), delay: of('delay') };
  }, [rows]);
  const shown = rows.filter(({ whole }) => (whole?.series.length ?? 0) > 0);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="michi-latency-trends">
      <h3 className={classes.title} id="michi-latency-trends">
        {t(bucket === 'day' ? 'argocd.byDay' : 'argocd.byWeek')}
      </h3>
      <p className={classes.hint}>{t('argocd.trendHint')}</p>
      <div className={classes.grid}>
        {shown.map(({ instance, whole }) => (
          <div key={instance.name} className={classes.instance}>
            <h4 className={classes.name}>{instance.name}</h4>
            <div className={classes.charts}>
              {KINDS.map(kind => (
                <div key={kind}>
                  <div className={classes.what}>{t(`argocd.${kind}`)}</div>
                  <SmallMultiple
                    points={latencyTrend(whole, kind)}
                    kind="lines"
                    max={largest[kind]}
                    label={t('argocd.chart', {
                      what: t(`argocd.${kind}`),
                      name: instance.name,
                    })}
                    write={numbers.seconds}
                    describe={({ from, value, second, n }) =>
                      value === undefined || second === undefined
                        ? `${numbers.day(from)}: ${t('argocd.noSyncs')}`
                        : t('argocd.point', {
                            day: numbers.day(from),
                            p50: numbers.seconds(value),
                            p90: numbers.seconds(second),
                            n: numbers.integer(n),
                          })
                    }
                    empty={t(
                      kind === 'delay'
                        ? 'argocd.noAutomaticSyncs'
                        : 'argocd.noSyncs',
                    )}
                    day={numbers.day}
                  />
                </div>
              ))}
            </div>
          </div>
        ))}
      </div>
      <div className={classes.tables}>
        {shown.map(
          ({ instance, whole }) =>
            whole && (
              <LatencyTable
                key={instance.name}
                name={instance.name}
                latency={whole}
              />
            ),
        )}
      </div>
    </section>
  );
}
