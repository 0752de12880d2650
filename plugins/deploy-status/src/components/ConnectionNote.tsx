import type { Instance } from '@michi/plugin-deploy-status-common';
import { RelativeTime } from '@michi/status-react';
import { useWords } from '../hooks/useWords';

/** An attempt that runs already is not the next one. */
const isAhead = (time: string | undefined): boolean =>
  time !== undefined && new Date(time).getTime() > Date.now();

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
  const nextAttemptAt =
    instance.connection === 'unreachable' && isAhead(instance.nextAttemptAt)
      ? instance.nextAttemptAt
      : undefined;
  return (
    <span>
      {t(`connection.${instance.connection}`)}
      {/* Not ours to translate, so it is set off in every language. */}
      {instance.problem && ` ${instance.problem} `}
      {asOf && (
        <>
          {t('space')}
          {t('connection.lastKnown', { when: <RelativeTime time={asOf} /> })}
        </>
      )}
      {nextAttemptAt && (
        <>
          {t('space')}
          {t('connection.nextAttempt', {
            when: <RelativeTime time={nextAttemptAt} />,
          })}
        </>
      )}
    </span>
  );
}
