import Button from '@material-ui/core/Button';
import Snackbar from '@material-ui/core/Snackbar';
import SnackbarContent from '@material-ui/core/SnackbarContent';
import { makeStyles } from '@material-ui/core/styles';
import {
  describeError,
  ErrorReason,
  StatusMark,
  type Tone,
} from '@michi/status-react';
import { useSyncExternalStore } from 'react';
import type { ActionFlow } from '../ActionFlow';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import type { FlowState } from '../model/flow';
import { ProblemList } from './ProblemList';

/** Long enough to read it. */
const SHOWN_MS = 6000;

const useStyles = makeStyles(theme => ({
  root: {
    backgroundColor: theme.palette.background.paper,
    backgroundImage: 'none',
    color: theme.palette.text.primary,
    border: `1px solid ${theme.palette.divider}`,
    fontSize: 14,
  },
  button: { textTransform: 'none' },
}));

/** To refresh asks nothing of the person, so a line says how it goes. */
export function RefreshNotice({
  flow,
  onClosed,
}: {
  flow: ActionFlow;
  onClosed(): void;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const state = useSyncExternalStore(flow.subscribe, flow.getState);
  const isDone = state.step === 'following';
  const canRepeat = !isDone && state.step !== 'sending';
  return (
    <Snackbar
      open
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      autoHideDuration={isDone ? SHOWN_MS : null}
      onClose={(_, reason) => reason === 'timeout' && onClosed()}
    >
      <SnackbarContent
        className={classes.root}
        role={isDone || state.step === 'sending' ? 'status' : 'alert'}
        message={
          <>
            <StatusMark tone={toneOf(state)} /> <NoticeText state={state} />
          </>
        }
        action={
          state.step === 'sending' ? undefined : (
            <>
              {canRepeat && (
                <Button
                  size="small"
                  className={classes.button}
                  onClick={flow.repeat}
                >
                  {t('button.sendAgain')}
                </Button>
              )}
              <Button
                size="small"
                className={classes.button}
                onClick={onClosed}
              >
                {t('button.close')}
              </Button>
            </>
          )
        }
      />
    </Snackbar>
  );
}

function toneOf({ step }: FlowState): Tone {
  switch (step) {
    case 'following':
      return 'good';
    case 'refused':
    case 'send-failed':
      return 'bad';
    case 'unknown':
      return 'unknown';
    default:
      return 'progress';
  }
}

function NoticeText({ state }: { state: FlowState }) {
  const { t } = useActionWords();
  const { placeOf, denialOf } = useActions();
  const { intent } = state;
  const of = { name: intent.target.name, environment: placeOf(intent) };
  switch (state.step) {
    case 'following':
      return <>{t('progress.compared', of)}</>;
    case 'refused':
      return (
        <>
          {t('progress.compareRefused', of)}
          <ProblemList
            problems={state.receipt.problems}
            action={intent.action}
          />
        </>
      );
    case 'send-failed':
      return (
        <>
          {t('progress.compareRefused', of)}
          <div>
            <ErrorReason error={state.error}>
              {describeError(state.error).kind === 'denied'
                ? (denialOf(intent.action, { ...of, ...intent.target }) ??
                  t('grant.askPlatform'))
                : undefined}
            </ErrorReason>
          </div>
        </>
      );
    case 'unknown':
      return <>{t('problem.unknown')}</>;
    default:
      return <>{t('progress.comparing', of)}</>;
  }
}
