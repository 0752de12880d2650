import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import {
  useEffect,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ActionFlow } from '../ActionFlow';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { canConfirm, type FlowState } from '../model/flow';
import { titleOf, type Intent } from '../model/intent';
import { FollowView } from './FollowView';
import { OutcomeView } from './OutcomeView';
import { ReviewView } from './ReviewView';

const useStyles = makeStyles(theme => ({
  // Grows downwards only, so that nothing jumps when the plan arrives.
  container: { alignItems: 'flex-start' },
  paper: {
    backgroundImage: 'none',
    minHeight: 200,
    marginTop: '10vh',
    maxHeight: 'calc(90vh - 32px)',
  },
  head: { padding: theme.spacing(2, 3, 1) },
  heading: {
    margin: 0,
    outline: 'none',
    fontSize: 18,
    fontWeight: 600,
    lineHeight: 1.35,
    overflowWrap: 'anywhere',
  },
  content: { padding: theme.spacing(0.5, 3, 2), fontSize: 14 },
  actions: { padding: theme.spacing(1, 3, 2), gap: theme.spacing(1) },
  button: { textTransform: 'none' },
}));

/** The dialog of an action: what will change, the person's word for it, and what became of it. */
export function ActionDialog(props: {
  flow: ActionFlow;
  /** Called once it is gone from the page. */
  onClosed(): void;
}): JSX.Element {
  const { flow, onClosed } = props;
  const classes = useStyles();
  const id = useId();
  const state = useSyncExternalStore(flow.subscribe, flow.getState);
  const [isOpen, setOpen] = useState(true);
  const close = () => setOpen(false);
  const isSending = state.step === 'sending';
  return (
    <Dialog
      open={isOpen}
      // What is on its way is waited for: its answer would find nobody.
      onClose={(_, reason) =>
        reason === 'escapeKeyDown' && !isSending && close()
      }
      TransitionProps={{ onExited: onClosed }}
      disableRestoreFocus
      fullWidth
      maxWidth="md"
      aria-labelledby={id}
      classes={{ scrollPaper: classes.container }}
      PaperProps={{ className: classes.paper }}
    >
      <DialogTitle disableTypography className={classes.head}>
        <Heading id={id} flow={flow} intent={state.intent} />
      </DialogTitle>
      <DialogContent className={classes.content}>
        <Step flow={flow} state={state} />
      </DialogContent>
      <DialogActions className={classes.actions}>
        <Buttons flow={flow} state={state} onClose={close} />
      </DialogActions>
    </Dialog>
  );
}

/** Takes the focus, so that the dialog's name is what is read first. */
function Heading(props: { id: string; flow: ActionFlow; intent: Intent }) {
  const { id, flow, intent } = props;
  const classes = useStyles();
  const { t } = useActionWords();
  const { placeOf } = useActions();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), [flow]);
  const { target } = intent;
  const version =
    'version' in intent && intent.version !== undefined
      ? intent.version
      : t('offer.someVersion');
  return (
    <h2 ref={ref} id={id} className={classes.heading} tabIndex={-1}>
      {t(`title.${titleOf(intent)}`, {
        name: target.name,
        environment: placeOf(intent),
        version,
      })}
    </h2>
  );
}

function Step({ flow, state }: { flow: ActionFlow; state: FlowState }) {
  switch (state.step) {
    case 'following':
      return <FollowView state={state} receipt={state.receipt} />;
    case 'refused':
    case 'unknown':
      return <OutcomeView state={state} receipt={state.receipt} />;
    default:
      return <ReviewView flow={flow} state={state} />;
  }
}

function Buttons(props: {
  flow: ActionFlow;
  state: FlowState;
  onClose(): void;
}) {
  const { flow, state, onClose } = props;
  const { t } = useActionWords();
  const classes = useStyles();
  const { step, intent } = state;
  const isEnd =
    step === 'following' || step === 'refused' || step === 'unknown';
  return (
    <>
      <Button
        className={classes.button}
        onClick={onClose}
        disabled={step === 'sending'}
      >
        {isEnd ? t('button.close') : t('button.cancel')}
      </Button>
      {(step === 'refused' || step === 'unknown') && (
        <Button
          className={classes.button}
          variant="outlined"
          color="primary"
          onClick={flow.askAgain}
        >
          {t('button.backToPlan')}
        </Button>
      )}
      {!isEnd && (
        <Button
          className={classes.button}
          variant="contained"
          color="primary"
          disableElevation
          disabled={!canConfirm(state)}
          onClick={flow.confirm}
        >
          {step === 'review' && t(`button.${intent.action}`)}
          {step === 'sending' && t('button.sending')}
          {step === 'send-failed' && t('button.sendAgain')}
        </Button>
      )}
    </>
  );
}
