import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { RelativeTime } from '../time/RelativeTime';
import { statusTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 12,
    color: theme.palette.textSubtle,
    whiteSpace: 'nowrap',
  },
}));

/** Whether what is shown is live, or from when it is. */
export function Freshness({
  asOf,
}: {
  /** Absent: live. Otherwise when the shown state was last known to be true. */
  asOf?: string | number;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(statusTranslationRef);
  return asOf === undefined ? (
    <span className={classes.root} title={t('freshness.liveHint')}>
      {t('freshness.live')}
    </span>
  ) : (
    <span className={classes.root}>
      {t('freshness.asOf', { when: <RelativeTime time={asOf} /> })}
    </span>
  );
}
