import type { Instance } from '@michi/plugin-deploy-status-common';
import { RelativeTime } from '@michi/status-react';
import { useWords } from '../hooks/useWords';

/** Why an Argo CD instance is silent, from when its rows are, and what comes next. */
export function ConnectionNote({
  instance,
  asOf,
}: {
  instance: Instance;
  /** When the values beside this note were last known to be true. */
  asOf?: string;
}) {
  const { t } = useWords();
  if (instance.connection === 'connected') return null;
  return (
    <span>
      {t(`connection.${instance.connection}`)}
      {instance.problem && `${t('space')}${instance.problem}`}
      {asOf && (
        <>
          {t('space')}
          {t('connection.lastKnown', { when: <RelativeTime time={asOf} /> })}
        </>
      )}
      {instance.nextAttemptAt && instance.connection === 'unreachable' && (
        <>
          {t('space')}
          {t('connection.nextAttempt', {
            when: <RelativeTime time={instance.nextAttemptAt} />,
          })}
        </>
      )}
    </span>
  );
}
