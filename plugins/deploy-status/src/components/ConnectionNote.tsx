import type {
  ConnectionProblem,
  Instance,
} from '@michi/plugin-deploy-status-common';
import { RelativeTime, useTickingText } from '@michi/status-react';
import { useCallback } from 'react';
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

/** Closer than this, seconds say nothing. */
const SOON = 10_000;

const phaseAt = (at: number, now: number): 'later' | 'soon' | 'now' => {
  if (now >= at) return 'now';
  return at - now < SOON ? 'soon' : 'later';
};

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
    instance.connection === 'unreachable' ? instance.nextAttemptAt : undefined;
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
          <NextAttempt time={nextAttemptAt} />
        </>
      )}
    </span>
  );
}

/** When it is tried again, as it comes closer; once it is due, that it is. */
function NextAttempt({ time }: { time: string }) {
  const { t } = useWords();
  const at = new Date(time).getTime();
  const phase = useTickingText(useCallback(now => phaseAt(at, now), [at]));
  switch (phase) {
    case 'later':
      return (
        <>
          {t('connection.nextAttempt', { when: <RelativeTime time={time} /> })}
        </>
      );
    case 'soon':
      return <>{t('connection.nextAttemptSoon')}</>;
    default:
      return <>{t('connection.tryingAgain')}</>;
  }
}
