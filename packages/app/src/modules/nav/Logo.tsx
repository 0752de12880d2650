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

/** A road that leads to the horizon. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#3a4fa3" />
      <g fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round">
        <path d="M13 7L7 25M19 7L25 25" />
        <path d="M16 8V10.5M16 15V18M16 22.5V26" strokeWidth="2.5" />
      </g>
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
      // Open, the link reads what it shows; collapsed, it shows no words.
      aria-label={isOpen ? undefined : t('nav.logo')}
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
