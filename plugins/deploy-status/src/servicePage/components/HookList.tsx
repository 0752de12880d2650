import { makeStyles } from '@material-ui/core/styles';
import type { HookResult } from '@michi/plugin-deploy-status-common';
import { StatusBadge } from '@michi/status-react';
import { useWords } from '../../hooks/useWords';
import { toneOfOutcome } from '../../model/summary';
import { useServiceWords } from '../hooks/useServiceWords';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  subtle: { color: theme.palette.textSubtle },
}));

/** Hooks of a deployment with how each ended. */
export function HookList({
  hooks,
  label,
  withMessages = false,
}: {
  hooks: HookResult[];
  label: string;
  /** Also what each said. */
  withMessages?: boolean;
}) {
  const classes = useStyles();
  const { t } = useWords();
  const words = useServiceWords();
  return (
    <ul className={classes.list} aria-label={label}>
      {hooks.map(({ kind, namespace, name, type, phase, message }) => (
        <li key={`${type} ${kind} ${namespace} ${name}`}>
          <StatusBadge
            tone={toneOfOutcome(phase)}
            label={
              <>
                {words('hooks.step', { type, name })}{' '}
                <span className={classes.subtle}>
                  {t(`phase.${phase}`)}{' '}
                  {withMessages && message && (
                    <>
                      – <span lang="en">{message}</span>
                    </>
                  )}
                </span>
              </>
            }
          />
        </li>
      ))}
    </ul>
  );
}
