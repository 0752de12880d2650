import { ScrollArea } from '../../components/ScrollArea';
import type { InsightsAnswer } from '../../api/TeamQueries';
import { useFigureText } from '../hooks/useFigureText';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import { readingOf, type FigureId } from '../model/figures';
import { useFigureTableStyles } from './figureTableStyles';

/** The table behind a figure's chart, the newest week first. */
export function TrendTable(props: {
  insights: InsightsAnswer;
  figure: FigureId;
}) {
  const { insights, figure } = props;
  const classes = useFigureTableStyles();
  const t = useTeamWords();
  const { integer, seconds, day } = useNumbers();
  const write = useFigureText();
  const { unit } = readingOf(insights.figures, figure);
  return (
    <ScrollArea label={t('insights.trend')} on="paper">
      <table className={classes.table}>
        <caption>{t('insights.trend')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('insights.from')}</th>
            <th scope="col">{t('insights.count')}</th>
            {unit === 'share' && <th scope="col">{t('insights.failed')}</th>}
            {unit !== 'count' && (
              <th scope="col">
                {unit === 'seconds' ? t('insights.p50') : t(`figure.${figure}`)}
              </th>
            )}
            {unit === 'seconds' && <th scope="col">{t('insights.p90')}</th>}
          </tr>
        </thead>
        <tbody>
          {insights.series.toReversed().map(({ from, figures }) => {
            const reading = readingOf(figures, figure);
            return (
              <tr key={from}>
                <th scope="row">{day(from)}</th>
                <td>{integer(reading.n)}</td>
                {unit === 'share' && <td>{integer(reading.failed ?? 0)}</td>}
                {unit !== 'count' && <td>{write(reading).value}</td>}
                {unit === 'seconds' && (
                  <td>
                    {reading.p90 === undefined
                      ? t('insights.nothing')
                      : seconds(reading.p90)}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollArea>
  );
}
