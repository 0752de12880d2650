import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import { TAB_PARAMETER, TABS, type Tab } from '../model/scope';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(3),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  link: {
    padding: theme.spacing(1, 0),
    marginBottom: -1,
    // Letters of different scripts stand on one line.
    lineHeight: '20px',
    color: theme.palette.textSubtle,
    fontWeight: 500,
    borderBottom: '2px solid transparent',
    '&:hover': { textDecoration: 'none', color: theme.palette.text.primary },
    '&[aria-current]': {
      color: theme.palette.text.primary,
      borderBottomColor: theme.palette.primary.main,
    },
  },
}));

/** The parts of the page, as links. */
export function TabLinks({ current }: { current: Tab }) {
  const classes = useStyles();
  const t = useTeamWords();
  const { linkTo } = useUrl();
  return (
    <nav className={classes.root} aria-label={t('page.parts')}>
      {TABS.map(tab => (
        <Link
          key={tab}
          to={linkTo({ [TAB_PARAMETER]: tab === 'services' ? undefined : tab })}
          className={classes.link}
          underline="none"
          aria-current={tab === current ? 'page' : undefined}
        >
          {t(`page.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
