import { makeStyles } from '@material-ui/core/styles';
import type { PlannedOperation } from '@michi/plugin-deploy-status-common';
import { StatusMark, type Tone } from '@michi/status-react';
import { useId } from 'react';
import { useActionWords } from '../hooks/useActionWords';
import { unfinishedOf, type ResourceResult } from '../model/change';
import { keyOfResource } from '../model/intent';
import { ResourceText } from './ResourceText';
import { ShortList } from './ShortList';

const TONES: Record<ResourceResult['state'], Tone> = {
  failed: 'bad',
  running: 'progress',
  pending: 'unknown',
  done: 'good',
};

const useStyles = makeStyles(theme => ({
  title: { margin: theme.spacing(1, 0, 0.5), fontSize: 13, fontWeight: 600 },
  note: {
    margin: theme.spacing(0.5, 0),
    fontSize: 13,
    color: theme.palette.textSubtle,
  },
  message: { display: 'block', overflowWrap: 'anywhere' },
  hook: { color: theme.palette.textSubtle, fontSize: 12 },
}));

const named = ({ group = '', ...rest }: ResourceResult) => ({ group, ...rest });

/** What of an operation is not finished, and why; how much is. */
export function OperationResults({
  operation,
}: {
  operation: PlannedOperation;
}): JSX.Element | null {
  const classes = useStyles();
  const id = useId();
  const { t } = useActionWords();
  const unfinished = unfinishedOf(operation).map(named);
  const done = operation.results.length - unfinished.length;
  if (operation.results.length === 0) return null;
  return (
    <>
      {unfinished.length > 0 && (
        <h4 id={id} className={classes.title}>
          {t('plain.unfinished')}
        </h4>
      )}
      <ShortList
        items={unfinished}
        // A hook may run in several phases.
        keyOf={one => `${one.hook ?? ''} ${keyOfResource(one)}`}
        labelledBy={id}
      >
        {({ state, hook, message, ...resource }) => (
          <>
            <span>
              <StatusMark tone={TONES[state]} /> {t(`state.${state}`)}
            </span>
            <span>
              <ResourceText resource={resource} />
              {hook && <span className={classes.hook}> · {hook}</span>}
              {message && (
                <span className={classes.message} lang="en">
                  {message}
                </span>
              )}
            </span>
          </>
        )}
      </ShortList>
      {done > 0 && (
        <p className={classes.note}>{t('plain.finished', { count: done })}</p>
      )}
    </>
  );
}
