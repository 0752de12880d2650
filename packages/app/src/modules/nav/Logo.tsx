import { Link, useSidebarOpenState } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { appTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    height: 56,
    paddingLeft: 22,
    gap: theme.spacing(1.5),
    color: theme.palette.navigation.selectedColor,
    '&:hover': { textDecoration: 'none' },
  },
  name: { fontSize: 18, fontWeight: 650, letterSpacing: '-0.01em' },
  kanji: { fontWeight: 400, opacity: 0.75 },
}));

/** The road: a path that leads on to a place. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#3a4fa3" />
      <path
        d="M9 27C9 19 23 17 23 11C23 8 20 6 16 6"
        fill="none"
        stroke="#fff"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="10" cy="6.5" r="2.6" fill="#fff" />
    </svg>
  );
}

/** The product's mark and name at the top of the sidebar; leads home. */
export function Logo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  const { t } = useTranslationRef(appTranslationRef);
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'Michi';
  return (
    <Link
      to="/"
      underline="none"
      className={classes.root}
      aria-label={t('nav.logo')}
    >
      <LogoMark />
      {isOpen && (
        <span className={classes.name}>
          {title}
          {title === 'Michi' && (
            <span className={classes.kanji} lang="ja">
              {' '}
              道
            </span>
          )}
        </span>
      )}
    </Link>
  );
}
