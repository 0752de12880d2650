import type {
  Connection,
  ConnectionProblem,
} from '@michi/plugin-deploy-status-common';

/** Kinds of failures, as `@michi/upstream-node` tells them, and a last resort. */
export type FailureKind = ConnectionProblem;

const WORDS: Record<FailureKind, string> = {
  timeout: 'It does not answer in time.',
  network: 'It cannot be reached. Check its address and that it is up.',
  unauthorized:
    'It refuses our credentials. A platform engineer must renew its token.',
  forbidden: 'Our account may not read Applications there.',
  'not-found': 'There is no Argo CD API at its address.',
  rejected: 'It rejects our requests. Check its address and version.',
  'rate-limited': 'It asks us to slow down.',
  server: 'It answers with errors.',
  malformed: 'What answers at its address is not the Argo CD API.',
  'circuit-open': 'It failed repeatedly and is left alone for a while.',
  unknown: 'Following it failed. The backend log has the reason.',
};

/**
 * A failure as people see it: without addresses, paths and other details that
 * belong into the log.
 */
export function problemOf(kind: FailureKind): {
  connection: Connection;
  problem: string;
  problemKind: ConnectionProblem;
} {
  return {
    connection:
      kind === 'unauthorized' || kind === 'forbidden'
        ? 'unauthorized'
        : 'unreachable',
    problem: WORDS[kind],
    problemKind: kind,
  };
}
