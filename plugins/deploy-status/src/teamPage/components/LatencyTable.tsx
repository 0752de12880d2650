import type {
  Distribution,
  SyncLatency,
} from '@michi/plugin-deploy-status-common';
import { ScrollArea } from '../../components/ScrollArea';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import { useFigureTableStyles } from './figureTableStyles';

/** The table behind an instance's charts, the newest part first. */
export function LatencyTable(props: { name: string; latency: SyncLatency }) {
  const { name, latency } = props;
  const classes = useFigureTableStyles();
  const t = useTeamWords();
  const { integer, seconds, day } = useNumbers();
  const write = (value: number | undefined) =>
    value === undefined ? t('insights.nothing') : seconds(value);
  const cells = ({ n, p50Seconds, p90Seconds }: Distribution) => (
    <>
      <td>{integer(n)}</td>
      <td>{write(p50Seconds)}</td>
      <td>{write(p90Seconds)}</td>
    </>
  );
  return (
    <details>
      <summary>{t('argocd.asTable', { name })}</summary>
      <ScrollArea label={t('argocd.asTable', { name })} on="page">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('argocd.from')}
              </th>
              <th scope="colgroup" colSpan={3}>
                {t('argocd.duration')}
              </th>
              <th scope="colgroup" colSpan={3}>
                {t('argocd.delay')}
              </th>
            </tr>
            <tr>
              {[0, 1].flatMap(group => [
                <th scope="col" key={`n ${group}`}>
                  {t('argocd.syncs')}
                </th>,
                <th scope="col" key={`p50 ${group}`}>
                  {t('insights.p50')}
                </th>,
                <th scope="col" key={`p90 ${group}`}>
                  {t('insights.p90')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {latency.series.toReversed().map(({ from, duration, delay }) => (
              <tr key={from}>
                <th scope="row">{day(from)}</th>
                {cells(duration)}
                {cells(delay)}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </details>
  );
}
