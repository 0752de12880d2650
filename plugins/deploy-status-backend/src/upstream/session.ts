import {
  isUpstreamError,
  type Upstream,
  type UpstreamError,
} from '@michi/upstream-node';
import type { ArgoCdCredentials } from '../config';
import { wireSessionSchema } from './wire';

/**
 * Argo CD throttles a user after five wrong passwords in 300 s, and then
 * refuses the right one too. One attempt in this time stays below that.
 */
const REFUSED_PAUSE_MS = 75_000;

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

/** A configured token is all there is to it. */
function tokenSession(token: string): ArgoCdSession {
  return {
    headers: async () => ({ authorization: `Bearer ${token}` }),
    generation: () => 0,
    renew: () => false,
  };
}

/** Signs in once and reuses the token until it is refused. */
function passwordSession(
  login: Upstream,
  credentials: { username: string; password: string },
  now: () => number,
): ArgoCdSession {
  let token: Promise<string> | undefined;
  let generation = 0;
  let refused: { error: UpstreamError; until: number } | undefined;

  const signIn = async () => {
    if (refused && now() < refused.until) {
      throw refused.error;
    }
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
      if (isUpstreamError(error, 'unauthorized')) {
        refused = { error, until: now() + REFUSED_PAUSE_MS };
      }
      throw error;
    }
  };

  return {
    async headers() {
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
  login: Upstream,
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
