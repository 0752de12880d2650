import { makeStyles } from '@material-ui/core/styles';
import { StatusBadge, visuallyHidden } from '@michi/status-react';
import { useWords } from '../../hooks/useWords';
import type { EnvironmentRow } from '../../model/environments';
import { VersionText } from '../VersionText';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: 6,
    marginRight: theme.spacing(1),
  },
  subtle: { color: theme.palette.textSubtle },
}));

/** A service in one environment: the state's shape and the version. */
export function EnvironmentCell({ rows }: { rows: EnvironmentRow[] }) {
  const classes = useStyles();
  const { t } = useWords();
  if (rows.every(({ kind }) => kind === 'absent' || kind === 'pending')) {
    return (
      <span className={classes.subtle} title={t('card.notDeployed')}>
        {t('home.nothingHere')}
      </span>
    );
  }
  return (
    <>
      {rows.map(row =>
        row.kind === 'deployed' ? (
          <span key={row.key} className={classes.root} title={row.distinction}>
            <StatusBadge
              compact
              tone={row.tone}
              label={
                row.asOf === undefined
                  ? t(`condition.${row.condition}`)
                  : t('condition.unknown')
              }
            />
            <span className={row.asOf && classes.subtle}>
              <VersionText
                of={row.application}
                name={row.application.name}
                none={t('card.noVersion')}
              />
            </span>
            {row.distinction && (
              <span style={visuallyHidden}>{row.distinction}</span>
            )}
          </span>
        ) : (
          row.kind === 'silent' && (
            <StatusBadge
              key={row.key}
              tone="unknown"
              label={
                <span className={classes.subtle}>{t('condition.unknown')}</span>
              }
            />
          )
        ),
      )}
    </>
  );
}
