import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RelativeTime } from '../time/RelativeTime';
import { statusTranslationRef } from '../translation';
import { describeError } from './describeError';
import { ErrorReason } from './ErrorReason';
import { StateMessage } from './StateMessage';

/** What failed, whom to ask or what to try, and a reference to hand on. */
export function ErrorMessage(props: {
  error: Error;
  /** What could not be loaded, in words; there is a general text without it. */
  title?: string;
  onRetry(): void;
  retrying?: boolean;
}) {
  const { error, title, onRetry, retrying } = props;
  const { t } = useTranslationRef(statusTranslationRef);
  const { kind, ...rest } = describeError(error);
  const reference =
    rest.reference && t('state.reference', { reference: rest.reference });
  if (kind === 'denied') {
    return (
      <StateMessage
        tone="unknown"
        title={t('state.deniedTitle')}
        reference={reference}
      >
        {t('state.deniedHint')}
      </StateMessage>
    );
  }
  if (kind === 'signed-out') {
    return (
      <StateMessage tone="attention" title={t('state.signedOutTitle')}>
        {t('state.signedOutHint')}
      </StateMessage>
    );
  }
  return (
    <StateMessage
      tone="bad"
      role="alert"
      title={title ?? t('state.errorTitle')}
      reference={reference}
      action={{
        label: retrying ? t('state.retrying') : t('state.retry'),
        onClick: onRetry,
        disabled: retrying,
      }}
    >
      <ErrorReason error={error} />
    </StateMessage>
  );
}

/** Above data whose refresh failed: from when it is, and what happens next. */
export function StaleMessage(props: {
  stale: { since: number; error: Error };
  onRetry(): void;
  retrying?: boolean;
}) {
  const { stale, onRetry, retrying } = props;
  const { t } = useTranslationRef(statusTranslationRef);
  return (
    <StateMessage
      tone="attention"
      role="status"
      title={t('state.staleTitle')}
      action={{
        label: retrying ? t('state.retrying') : t('state.retry'),
        onClick: onRetry,
        disabled: retrying,
      }}
    >
      {t('state.staleHint', { when: <RelativeTime time={stale.since} /> })}
    </StateMessage>
  );
}
