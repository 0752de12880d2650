import { describeError, ErrorReason, StateMessage } from '@michi/status-react';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { isAnswer } from '../model/failure';
import type { Intent } from '../model/intent';

/** Why a plan or a request failed, and what to do; the server's own English is quoted. */
export function FailureMessage(props: {
  error: Error;
  kind: 'plan' | 'send';
  intent: Intent;
  onRetry?: () => void;
}): JSX.Element {
  const { error, kind, intent, onRetry } = props;
  const { t } = useActionWords();
  const { denialOf } = useActions();
  const { reference, ...described } = describeError(error);
  const { environment, target, action } = intent;
  const isDenied = described.kind === 'denied';
  const titleOfSend = isAnswer(error)
    ? t('problem.rejected')
    : t('problem.notSent');
  const title = kind === 'plan' ? t('plan.failed') : titleOfSend;
  return (
    <StateMessage
      tone={isDenied ? 'unknown' : 'bad'}
      role="alert"
      title={isDenied ? t('problem.denied') : title}
      reference={reference && t('problem.reference', { reference })}
      action={
        onRetry && !isDenied
          ? { label: t('button.sendAgain'), onClick: onRetry }
          : undefined
      }
    >
      {kind === 'send' && !isAnswer(error) && (
        <div>{t('problem.notSentHint')}</div>
      )}
      <ErrorReason error={error}>
        {isDenied
          ? (denialOf(action, {
              instance: target.instance,
              name: target.name,
              environment,
            }) ?? t('grant.askPlatform'))
          : undefined}
      </ErrorReason>
    </StateMessage>
  );
}
