import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import {
  PERIOD_PARAMETER,
  PERIODS,
  writePeriod,
  type Period,
} from '../model/period';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', gap: theme.spacing(2), fontSize: 13 },
  link: {
    '&[aria-current]': {
      color: theme.palette.text.primary,
      fontWeight: 600,
      textDecoration: 'none',
    },
  },
}));

/** How far back to look, as links. */
export function PeriodLinks({ current }: { current: Period }) {
  const classes = useStyles();
  const t = useTeamWords();
  const { linkTo } = useUrl();
  return (
    <nav className={classes.root} aria-label={t('insights.period')}>
      {PERIODS.map(period => (
        <Link
          key={period}
          to={linkTo({ [PERIOD_PARAMETER]: writePeriod(period) })}
          className={classes.link}
          aria-current={period === current ? 'true' : undefined}
        >
          {t(`insights.days${period}`)}
        </Link>
      ))}
    </nav>
  );
}
