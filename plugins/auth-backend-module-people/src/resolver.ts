import { setTimeout as sleep } from 'node:timers/promises';
import {
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { SignInResolver } from '@backstage/plugin-auth-node';
import { Person } from './config';

/** How long a sign-in waits for the catalog. */
export interface Patience {
  /** Milliseconds after which the sign-in gives up. */
  waitMs: number;
  /** Milliseconds between two looks. */
  everyMs: number;
}

const DEFAULT_PATIENCE: Patience = { waitMs: 10_000, everyMs: 500 };

/** The catalog does not know the person, or does not answer, so far. */
function isNotYet(error: unknown): boolean {
  return (
    NotFoundError.is(error) ||
    (ResponseError.is(error) && error.statusCode === 503)
  );
}

/**
 * Signs a person in as the catalog knows them, with the groups they belong to.
 *
 * In the first seconds of a fresh start the catalog has not read anybody, so
 * this waits a little before it gives up.
 *
 * @throws ServiceUnavailableError when the catalog does not know the person
 * within that time: the request can be repeated.
 */
export function createPeopleSignInResolver(
  patience: Patience = DEFAULT_PATIENCE,
): SignInResolver<Person> {
  return async ({ result: { userEntityRef } }, ctx) => {
    const deadline = Date.now() + patience.waitMs;
    for (;;) {
      try {
        return await ctx.signInWithCatalogUser({ entityRef: userEntityRef });
      } catch (error) {
        if (!isNotYet(error)) {
          throw error;
        }
        if (Date.now() + patience.everyMs > deadline) {
          throw new ServiceUnavailableError(
            `The catalog does not know ${userEntityRef} yet. It may still be reading the ` +
              `organisation: try again in a few seconds. If this stays so, add the person to ` +
              `the catalog or remove them from auth.providers.people.people.`,
            error,
          );
        }
        await sleep(patience.everyMs);
      }
    }
  };
}
