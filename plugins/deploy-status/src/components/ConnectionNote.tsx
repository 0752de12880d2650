import type {
  ConnectionProblem,
  Instance,
} from '@michi/plugin-deploy-status-common';
import { RelativeTime } from '@michi/status-react';
import { useWords } from '../hooks/useWords';

const WHY = {
  timeout: 'connection.why.timeout',
  network: 'connection.why.network',
  unauthorized: 'connection.why.unauthorized',
  forbidden: 'connection.why.forbidden',
  'not-found': 'connection.why.notFound',
  rejected: 'connection.why.rejected',
  'rate-limited': 'connection.why.rateLimited',
  server: 'connection.why.server',
  malformed: 'connection.why.malformed',
  'circuit-open': 'connection.why.circuitOpen',
  unknown: 'connection.why.unknown',
} as const satisfies Record<ConnectionProblem, string>;

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
  const { problemKind } = instance;
  if (instance.connection === 'connected') return null;
  const nextAttemptAt =
    instance.connection === 'unreachable' && isAhead(instance.nextAttemptAt)
      ? instance.nextAttemptAt
      : undefined;
  return (
    <span>
      {t(`connection.${instance.connection}`)}
      {/* "It refuses the token" says no more than that the connection does. */}
      {problemKind && problemKind !== instance.connection && (
        <>
          {t('space')}
          {t(WHY[problemKind])}
        </>
      )}
      {/* An older backend has only its own words for it. */}
      {!problemKind && instance.problem && ` ${instance.problem} `}
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
