import type { InsightsScope } from '@michi/plugin-deploy-status-common';

/** Names of the parameters in the URL. */
export const OWNER_PARAMETER = 'owner';
/** The part of the page that is shown. */
export const TAB_PARAMETER = 'tab';

/** The parts of the page. */
export const TABS = ['services', 'insights', 'argocd'] as const;
/** One of them. */
export type Tab = (typeof TABS)[number];

/** What a URL asks for; the services where it asks for nothing that exists. */
export function readTab(search: URLSearchParams): Tab {
  const asked = search.get(TAB_PARAMETER);
  return TABS.find(tab => tab === asked) ?? 'services';
}

/** Whose figures are shown: a team's before a system's before everyone's. */
export function insightsScope(
  owner: string | undefined,
  system: string | undefined,
): InsightsScope {
  if (owner) return { kind: 'team', ref: owner };
  return system ? { kind: 'system', ref: system } : { kind: 'platform' };
}

const REF = /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/;

/** Whose services a URL asks for, as a whole entity reference: `blog` is `group:default/blog`. */
export function readOwner(search: URLSearchParams): string | undefined {
  const match = REF.exec(search.get(OWNER_PARAMETER) ?? '');
  if (!match) return undefined;
  const [, kind = 'group', namespace = 'default', name = ''] = match;
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}
