import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../hooks/useWords';
import type { EnvironmentRow } from '../model/environments';
import { placeName } from '../model/places';

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: 12,
    color: theme.palette.textSubtle,
  },
}));

/** Says once where "Healthy" covers less than a reader would take it for. */
export function HealthCaveat({ rows }: { rows: EnvironmentRow[] }) {
  const classes = useStyles();
  const { t, list } = useWords();
  const environments = rows
    .filter(
      row =>
        row.kind === 'deployed' &&
        row.application.healthIgnoresKubeVela &&
        row.application.health === 'Healthy',
    )
    .map(({ environment, distinction }) => placeName(environment, distinction));
  if (environments.length === 0) return null;
  return (
    <p className={classes.root}>
      {t('card.kubeVela', { environments: list(environments) })}
    </p>
  );
}
