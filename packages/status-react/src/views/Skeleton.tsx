import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { statusTranslationRef } from '../translation';
import { visuallyHidden } from './visuallyHidden';

const useStyles = makeStyles(theme => ({
  '@keyframes michi-breathe': {
    '50%': { opacity: 0.5 },
  },
  line: {
    display: 'inline-block',
    verticalAlign: 'middle',
    height: '0.85em',
    maxWidth: '100%',
    borderRadius: 4,
    backgroundColor: theme.palette.divider,
    animation: '$michi-breathe 1.6s ease-in-out infinite',
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
  // A wide skeleton is cut off instead of widening the page.
  loading: { position: 'relative', overflowX: 'clip' },
}));

/** The place of a text that is on its way. */
export function SkeletonText({ width = 80 }: { width?: number | string }) {
  const classes = useStyles();
  return <span className={classes.line} style={{ width }} aria-hidden="true" />;
}

/** Marks a part of the page as loading, for those who hear it. */
export function Loading({ children }: { children: ReactNode }) {
  const classes = useStyles();
  const { t } = useTranslationRef(statusTranslationRef);
  return (
    <div className={classes.loading} aria-busy="true">
      <span role="status" style={visuallyHidden}>
        {t('state.loading')}
      </span>
      {children}
    </div>
  );
}
