import {
  isUpstreamError,
  UpstreamError,
  type Upstream,
} from '@michi/upstream-node';
import type { ArgoCdCredentials } from '../config';
import { wireSessionSchema } from './wire';

/**
 * Argo CD counts the wrong passwords of a user, forgets them only 300 s after
 * the last one, and refuses the right one too from the fifth on. Five tries that
 * each follow within 300 s fit into 20 minutes, so with longer pauses than that
 * it takes five processes which use the same account, restarts included.
 */
const REFUSED_PAUSE_MS = 21 * 60_000;

/** The authorization of requests, signed in again where that helps. */
export interface ArgoCdSession {
  headers(): Promise<Record<string, string>>;
  /** Which of its tokens is used now, to be asked for before a request. */
  generation(): number;
  /**
   * Called after a 401 with the generation of before the request; true if
   * another token can be had. Of several requests that are refused together,
   * only the first one gives the token up.
   */
  renew(refused: number): boolean;
}

/** What only a body carries, so that nothing Argo CD says may repeat it. */
export function secretsOf(credentials: ArgoCdCredentials): string[] {
  return credentials.type === 'password' ? [credentials.password] : [];
}

/** A configured token is all there is to it. */
function tokenSession(token: string): ArgoCdSession {
  return {
    headers: async () => ({ authorization: `Bearer ${token}` }),
    generation: () => 0,
    renew: () => false,
  };
}

/** A password that was refused, with the time until it is tried again. */
function refusedEarlier(error: UpstreamError, waitMs: number): UpstreamError {
  return new UpstreamError(
    'unauthorized',
    {
      system: error.system,
      instance: error.instance,
      method: 'POST',
      path: '/api/v1/session',
    },
    {
      what: 'refused the password',
      advice: `Mend it here, or there. It is tried again in ${Math.ceil(waitMs / 60_000)} min or after a restart, as Argo CD locks accounts.`,
      status: error.upstreamStatus,
      retryAfterMs: waitMs,
      cause: error,
    },
  );
}

/** Signs in once and reuses the token until it is refused. */
function passwordSession(
  login: Pick<Upstream, 'request'>,
  credentials: { username: string; password: string },
  now: () => number,
): ArgoCdSession {
  let token: Promise<string> | undefined;
  let generation = 0;
  let refused: { error: UpstreamError; until: number } | undefined;

  const signIn = async () => {
    try {
      const answer = await login.request({
        method: 'POST',
        path: 'api/v1/session',
        body: credentials,
        schema: wireSessionSchema,
      });
      refused = undefined;
      return answer.token;
    } catch (error) {
      token = undefined;
      if (!isUpstreamError(error, 'unauthorized')) {
        throw error;
      }
      refused = { error, until: now() + REFUSED_PAUSE_MS };
      throw refusedEarlier(error, REFUSED_PAUSE_MS);
    }
  };

  return {
    async headers() {
      if (!token && refused && now() < refused.until) {
        throw refusedEarlier(refused.error, refused.until - now());
      }
      token ??= signIn();
      return { authorization: `Bearer ${await token}` };
    },
    generation: () => generation,
    renew(used) {
      if (used === generation) {
        generation += 1;
        token = undefined;
      }
      return refused === undefined;
    },
  };
}

/** The session of an instance; `login` is a client that sends no authorization. */
export function createSession(
  credentials: ArgoCdCredentials,
  login: Pick<Upstream, 'request'>,
  now: () => number,
): ArgoCdSession {
  return credentials.type === 'token'
    ? tokenSession(credentials.token)
    : passwordSession(
        login,
        { username: credentials.username, password: credentials.password },
        now,
      );
}
