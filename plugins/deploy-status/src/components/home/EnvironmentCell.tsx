import { makeStyles } from '@material-ui/core/styles';
import { StatusBadge } from '@michi/status-react';
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
  distinction: { color: theme.palette.textSubtle, fontSize: 13 },
  subtle: { color: theme.palette.textSubtle },
}));

/** Whether two places show the same. */
const isAlike = (row: EnvironmentRow, other: EnvironmentRow): boolean =>
  row.kind === 'deployed' && other.kind === 'deployed'
    ? row.version === other.version &&
      row.condition === other.condition &&
      (row.asOf === undefined) === (other.asOf === undefined)
    : row.kind === other.kind;

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
  const [first] = rows;
  // Regions that are alike need no telling apart.
  const shown =
    first && rows.every(row => isAlike(row, first)) ? [first] : rows;
  return (
    <>
      {shown.map(row => (
        <Place key={row.key} row={row} isOneOfSeveral={shown.length > 1} />
      ))}
    </>
  );
}

function Place({
  row,
  isOneOfSeveral,
}: {
  row: EnvironmentRow;
  isOneOfSeveral: boolean;
}) {
  const classes = useStyles();
  const { t } = useWords();
  if (row.kind !== 'deployed' && row.kind !== 'silent') return null;
  const isKnown = row.kind === 'deployed' && row.asOf === undefined;
  return (
    <span className={classes.root}>
      <StatusBadge
        compact
        tone={row.kind === 'deployed' ? row.tone : 'unknown'}
        label={t(isKnown ? `condition.${row.condition}` : 'condition.unknown')}
      />
      <span className={isKnown ? undefined : classes.subtle}>
        {row.kind === 'deployed' ? (
          <VersionText
            of={row.application}
            name={row.application.name}
            none={t('card.noVersion')}
          />
        ) : (
          <span aria-hidden="true">{t('condition.unknown')}</span>
        )}
      </span>
      {isOneOfSeveral && row.distinction && (
        <span className={classes.distinction}>{row.distinction}</span>
      )}
    </span>
  );
}
