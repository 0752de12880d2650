import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { statusTranslationRef } from '../translation';
import { describeError, type ErrorProblem } from './describeError';

const useStyles = makeStyles(theme => ({
  said: { overflowWrap: 'anywhere', marginTop: theme.spacing(0.5) },
}));

const REASONS = {
  denied: 'state.deniedHint',
  'signed-out': 'state.signedOutHint',
  invalid: 'problem.invalid',
  missing: 'problem.missing',
  conflict: 'problem.conflict',
  busy: 'problem.busy',
  unavailable: 'problem.unavailable',
  other: 'problem.other',
} as const satisfies Record<ErrorProblem, string>;

/**
 * Why a request failed: in the reader's language as far as the answer's status
 * tells, and below it what the server says itself, which is in English.
 */
export function ErrorReason(props: {
  error: Error;
  /** In place of what the status tells, where more is known. */
  children?: string;
}): JSX.Element {
  const { error, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(statusTranslationRef);
  const { problem, message } = describeError(error);
  return (
    <>
      {children ?? t(REASONS[problem])}
      {message && (
        <div className={classes.said}>
          {t('problem.said')} <q lang="en">{message}</q>
        </div>
      )}
    </>
  );
}
