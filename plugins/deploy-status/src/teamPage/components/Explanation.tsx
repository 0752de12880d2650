import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import type { ExclusionReason } from '@michi/plugin-deploy-status-common';
import type { InsightsAnswer } from '../../api/TeamQueries';
import { useWords } from '../../hooks/useWords';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import { FIGURE_PARAMETER, readingOf, type FigureId } from '../model/figures';
import { EXPLANATION_ID } from './FigureCards';
import { TrendTable } from './TrendTable';

/** The reasons as words are named: without hyphens. */
const REASON_WORDS = {
  unfinished: 'unfinished',
  failed: 'failed',
  'same-revision': 'sameRevision',
  'no-commit-time': 'noCommitTime',
  'never-seen-healthy': 'neverSeenHealthy',
  rollback: 'rollback',
  'not-recovered': 'notRecovered',
  negative: 'negative',
} as const satisfies Record<ExclusionReason, string>;

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1.5, 2),
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.primary.main}`,
    borderRadius: 8,
    fontSize: 14,
  },
  header: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
  },
  title: { margin: 0, fontSize: 15, fontWeight: 600 },
  close: { padding: 4, '& svg': { fontSize: 16 } },
  columns: {
    display: 'grid',
    gap: theme.spacing(2, 5),
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    },
    '& p': { margin: theme.spacing(0, 0, 1), maxWidth: '60ch' },
  },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** How a figure is counted: its formula in words, of how many, what is left out and why, and each week. */
export function Explanation(props: {
  insights: InsightsAnswer;
  figure: FigureId;
}) {
  const { insights, figure } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const { list } = useWords();
  const { integer } = useNumbers();
  const { search, go } = useUrl();
  const { unit, n, excluded } = readingOf(insights.figures, figure);
  return (
    <section
      id={EXPLANATION_ID}
      className={classes.root}
      aria-labelledby={`${EXPLANATION_ID}-title`}
    >
      <div className={classes.header}>
        <h3 className={classes.title} id={`${EXPLANATION_ID}-title`}>
          {t('insights.explain', { name: t(`figure.${figure}`) })}
        </h3>
        <IconButton
          className={classes.close}
          aria-label={t('insights.close')}
          onClick={() => {
            const next = new URLSearchParams(search);
            next.delete(FIGURE_PARAMETER);
            go(next, { replace: true });
          }}
        >
          <CloseIcon />
        </IconButton>
      </div>
      <div className={classes.columns}>
        <div>
          <p>
            {t(`formula.${figure}`, { production: list(insights.production) })}
          </p>
          {unit === 'seconds' && <p>{t('insights.percentiles')}</p>}
          <p>{t('insights.countedHow', { n: integer(n) })}</p>
          {excluded.length === 0 ? (
            <p>{t('insights.nothingLeftOut')}</p>
          ) : (
            <>
              <p>{t('insights.leftOut')}</p>
              <ul className={classes.list}>
                {excluded.map(one => (
                  <li key={one.reason}>
                    {t('insights.leftOutOne', {
                      n: integer(one.n),
                      reason: t(`excluded.${REASON_WORDS[one.reason]}`),
                    })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        <TrendTable insights={insights} figure={figure} />
      </div>
    </section>
  );
}
