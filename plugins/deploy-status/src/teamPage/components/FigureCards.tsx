import { makeStyles } from '@material-ui/core/styles';
import { useMemo } from 'react';
import type { InsightsAnswer } from '../../api/TeamQueries';
import { useFigureText } from '../hooks/useFigureText';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import {
  FIGURE_PARAMETER,
  FIGURES,
  readingOf,
  trendOf,
  type FigureId,
} from '../model/figures';
import { FigureCard } from './FigureCard';
import { SmallMultiple } from './SmallMultiple';

/** From fewer deployments follows little. */
const FEW = 5;

/** The element that explains the chosen figure. */
export const EXPLANATION_ID = 'michi-figure-explained';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))',
  },
  legend: { margin: 0, fontSize: 13, color: theme.palette.textSubtle },
}));

/** All figures of a period, each with how it went by week. */
export function FigureCards(props: {
  insights: InsightsAnswer;
  open: FigureId | undefined;
}) {
  const { insights, open } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const write = useFigureText();
  const numbers = useNumbers();
  const { search, go } = useUrl();
  const trends = useMemo(
    () =>
      new Map(
        FIGURES.map(figure => [figure, trendOf(insights.series, figure)]),
      ),
    [insights],
  );
  const toggle = (figure: FigureId) => {
    const next = new URLSearchParams(search);
    if (open === figure) next.delete(FIGURE_PARAMETER);
    else next.set(FIGURE_PARAMETER, figure);
    go(next, { replace: true });
  };
  return (
    <>
      <div className={classes.root}>
        {FIGURES.map(figure => {
          const reading = readingOf(insights.figures, figure);
          const name = t(`figure.${figure}`);
          const writeValue = (value: number, n: number) =>
            numbers.write(reading.unit, value, n);
          return (
            <FigureCard
              key={figure}
              name={name}
              note={t(`note.${figure}`)}
              {...write(reading)}
              hint={t('insights.explainHint')}
              open={open === figure}
              controls={EXPLANATION_ID}
              onToggle={() => toggle(figure)}
            >
              <SmallMultiple
                points={trends.get(figure) ?? []}
                kind={reading.unit === 'count' ? 'bars' : 'lines'}
                label={t('insights.chart', { name })}
                write={value => writeValue(value, 0)}
                describe={({ from, to, value, n }) =>
                  t('insights.chartPoint', {
                    from: numbers.day(from),
                    to: numbers.day(to),
                    value:
                      value === undefined
                        ? t('insights.nothing')
                        : writeValue(value, n),
                    n: numbers.integer(n),
                  })
                }
                empty={t('insights.nothingCounted')}
                day={numbers.day}
                few={FEW}
              />
            </FigureCard>
          );
        })}
      </div>
      <p className={classes.legend}>
        {t('insights.legend', { few: numbers.integer(FEW) })}
      </p>
    </>
  );
}
