import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Side } from './backend';

const sessionSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

const TIMEOUT_MS = 180_000;

/** The person the pages are looked at as. */
export const PERSON = { ref: 'user:default/yuki.sato', name: 'Yuki Sato' };

async function signIn(side: Side, url: string): Promise<string | undefined> {
  const response =
    side === 'ours'
      ? await fetch(`${url}/api/auth/people/refresh`, {
          headers: {
            'x-michi-person': PERSON.ref,
            'x-requested-with': 'XMLHttpRequest',
          },
        })
      : await fetch(`${url}/api/auth/guest/refresh`, {
          headers: { 'x-requested-with': 'XMLHttpRequest' },
        });
  if (!response.ok) {
    await response.arrayBuffer();
    return undefined;
  }
  return sessionSchema.parse(await response.json()).backstageIdentity.token;
}

/**
 * Waits until the catalog has read the example organisation: both sides must
 * show the same before they are compared.
 *
 * @param services - names of Components that must be there
 * @throws Error that names what is missing after three minutes
 */
export async function waitForCatalog(
  side: Side,
  url: string,
  services: readonly string[],
): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  const missing = new Set(services);
  while (missing.size > 0) {
    if (Date.now() > deadline) {
      throw new Error(
        `The catalog (${side}) still lacks ${[...missing].join(', ')}. Is the sandbox up?`,
      );
    }
    // The person can sign in once the catalog has read the people
    const token = await signIn(side, url);
    for (const name of token ? missing : []) {
      const response = await fetch(
        `${url}/api/catalog/entities/by-name/component/default/${name}`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      await response.arrayBuffer();
      if (response.ok) missing.delete(name);
    }
    if (missing.size > 0) await delay(500);
  }
}
