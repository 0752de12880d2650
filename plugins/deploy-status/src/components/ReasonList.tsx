import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../hooks/useWords';
import type { DeployedRow } from '../model/environments';
import { MAX_REASONS, reasonsOf, type Reason } from '../model/reasons';
import { useTableStyles } from './tableStyles';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    borderLeft: `2px solid ${theme.palette.divider}`,
    listStyle: 'none',
    '& > li + li': { marginTop: 4 },
  },
  resource: { fontWeight: 600 },
}));

/** What is wrong in an environment, in Argo CD's own words. */
export function ReasonList({ row }: { row: DeployedRow }) {
  const table = useTableStyles();
  const { application, condition } = row;
  const reasons = condition === 'healthy' ? [] : reasonsOf(application);
  const running =
    condition === 'deploying' ? application.operation?.message : undefined;
  if (reasons.length === 0 && !running && condition !== 'suspended') {
    return null;
  }
  return (
    <tr>
      <td />
      <td colSpan={4} className={`${table.small} ${table.across}`}>
        <Hint condition={condition} />
        <Reasons reasons={reasons} running={running} max={MAX_REASONS} />
      </td>
    </tr>
  );
}

/** What a state means and what ends it, where its name does not say so. */
export function Hint({ condition }: Pick<DeployedRow, 'condition'>) {
  const { t } = useWords();
  return condition === 'suspended' ? <>{t('card.suspendedHint')}</> : null;
}

/** Reasons with the resources that give them. */
export function Reasons(props: {
  reasons: Reason[];
  /** What a running operation says of itself. */
  running?: string;
  /** At most so many; all of them where it is absent. */
  max?: number;
}) {
  const { reasons, running, max = reasons.length } = props;
  const table = useTableStyles();
  const classes = useStyles();
  const { t, list } = useWords();
  const more = reasons.length - max;
  if (reasons.length === 0 && !running) return null;
  return (
    <ul className={classes.list} aria-label={t('card.whatIsWrong')}>
      {running && (
        <li className={table.subtle} lang="en">
          {running}
        </li>
      )}
      {reasons.slice(0, max).map(({ resources, message, health, sync }) => (
        <li key={message ?? `${health} ${sync}`}>
          {resources.length > 0 && (
            <span className={classes.resource}>{list(resources)} </span>
          )}
          {message === undefined ? (
            [health && t(`health.${health}`), sync && t(`sync.${sync}`)]
              .filter(Boolean)
              .join(' · ')
          ) : (
            <span lang="en">{message}</span>
          )}
        </li>
      ))}
      {more > 0 && (
        <li className={table.subtle}>
          {t('card.moreReasons', { count: more })}
        </li>
      )}
    </ul>
  );
}
