import {
  Entity,
  parseEntityRef,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useState } from 'react';

/** A team that may own a service: its entity ref and what people call it. */
export interface Team {
  ref: string;
  title: string;
}

/** The teams a person may choose from. */
export type Teams =
  | { status: 'loading' }
  | { status: 'ready'; teams: Team[] }
  | { status: 'none' }
  | { status: 'failed'; error: string };

/**
 * Looks up the person's own teams in the catalog, or all groups for members of
 * a platform group (`permission.ownership.platformEngineers`).
 */
export function useTeams(): { state: Teams; retry: () => void } {
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  const configApi = useApi(configApiRef);
  const [state, setState] = useState<Teams>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    const load = async (): Promise<Teams> => {
      // As the policy reads them: `platform` is `group:default/platform`.
      const platformEngineers = (
        configApi.getOptionalStringArray(
          'permission.ownership.platformEngineers',
        ) ?? []
      ).map(ref =>
        stringifyEntityRef(
          parseEntityRef(ref, {
            defaultKind: 'group',
            defaultNamespace: 'default',
          }),
        ),
      );
      const { userEntityRef } = await identityApi.getBackstageIdentity();
      const groups = await choices(
        catalogApi,
        userEntityRef,
        platformEngineers,
      );
      const teams = groups
        .map(group => ({
          ref: stringifyEntityRef(group),
          title: titleOf(group),
        }))
        .sort((a, b) => a.title.localeCompare(b.title));
      return teams.length ? { status: 'ready', teams } : { status: 'none' };
    };
    load().then(
      loaded => current && setState(loaded),
      error =>
        current &&
        setState({
          status: 'failed',
          error: error instanceof Error ? error.message : String(error),
        }),
    );
    return () => {
      current = false;
    };
  }, [catalogApi, identityApi, configApi, attempt]);

  const retry = useCallback(() => {
    setState({ status: 'loading' });
    setAttempt(count => count + 1);
  }, []);
  return { state, retry };
}

async function choices(
  catalogApi: CatalogApi,
  userEntityRef: string,
  platformEngineers: string[],
): Promise<Entity[]> {
  const user = await catalogApi.getEntityByRef(userEntityRef);
  const own = (user?.relations ?? [])
    .filter(relation => relation.type === RELATION_MEMBER_OF)
    .map(relation => relation.targetRef);
  if (own.length === 0) {
    return [];
  }
  if (own.some(group => platformEngineers.includes(group))) {
    const { items } = await catalogApi.getEntities({
      filter: { kind: 'Group' },
    });
    return items;
  }
  const { items } = await catalogApi.getEntitiesByRefs({ entityRefs: own });
  return items.flatMap(item => (item ? [item] : []));
}

function titleOf(group: Entity): string {
  const profile = group.spec?.profile;
  const displayName =
    profile && typeof profile === 'object' && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string'
    ? displayName
    : (group.metadata.title ?? group.metadata.name);
}
