import { Link } from '@backstage/core-components';
import { StateMessage } from '@michi/status-react';
import type { OperationReceipt } from '@michi/plugin-deploy-status-common';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import type { FlowState } from '../model/flow';
import { findApplication } from '../model/offers';
import { progressOf } from '../model/progress';
import { ProgressView } from './ProgressView';

/** A request that was refused, or of which nobody knows whether it was taken. */
export function OutcomeView({
  state,
  receipt,
}: {
  state: FlowState;
  receipt: OperationReceipt;
}): JSX.Element {
  const { t } = useActionWords();
  const { applications } = useActions();
  const { intent, step } = state;
  const isUnknown = step === 'unknown';
  const progress = progressOf(
    intent.action,
    state.sent?.before,
    findApplication(applications, intent.target),
  );
  const isSeen =
    isUnknown &&
    intent.action !== 'promote' &&
    progress.stage !== 'asked' &&
    progress.stage !== 'silent';
  return (
    <>
      <StateMessage
        tone={isUnknown ? 'unknown' : 'bad'}
        role="alert"
        title={isUnknown ? t('problem.unknown') : t('problem.refused')}
      >
        {receipt.message && (
          <>
            {/* What Argo CD or the Git host said is not translated. */}
            <span lang="en">{receipt.message}</span>
            {t('space')}
          </>
        )}
        {isUnknown ? t('problem.unknownHint') : t('problem.refusedHint')}{' '}
        <Link to={receipt.url}>{t('button.argocd')}</Link>
      </StateMessage>
      {isSeen && (
        <ProgressView
          intent={intent}
          progress={progress}
          since={receipt.requestedAt}
        />
      )}
    </>
  );
}
