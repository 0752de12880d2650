import type { ScmIntegrations } from '@backstage/integration';
import { LRUCache } from 'lru-cache';

/** Git hosts, of which a company has a few; more would mean that somebody makes them up. */
const MOST = 1_000;

/**
 * What kind of Git host a page is on, as Backstage's integrations name it, and
 * undefined where they do not know the host. Remembered, as a dozen integrations
 * take the address apart in turn, and a team's page asks for hundreds.
 */
export function gitHostTypes(
  integrations: ScmIntegrations,
): (page: string) => string | undefined {
  const known = new LRUCache<string, { type: string | undefined }, URL>({
    max: MOST,
    memoMethod: (_host, _known, { context }) => ({
      type: integrations.byUrl(context)?.type,
    }),
  });
  return page => {
    const url = new URL(page);
    return known.memo(url.host, { context: url }).type;
  };
}
