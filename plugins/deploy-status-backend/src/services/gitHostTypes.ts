import type { ScmIntegrations } from '@backstage/integration';

/**
 * Tells the kind of Git host that a page is on, as Backstage's integrations know
 * it. Each host is looked up once: every answer has dozens of links, and each
 * look-up asks all kinds of integrations. There are few hosts, as only
 * repositories that an Argo CD deploys from are asked for.
 */
export function gitHostTypes(
  integrations: Pick<ScmIntegrations, 'byHost'>,
): (page: string) => string | undefined {
  const types = new Map<string, string | undefined>();
  return page => {
    const { host } = new URL(page);
    if (!types.has(host)) {
      types.set(host, integrations.byHost(host)?.type);
    }
    return types.get(host);
  };
}
