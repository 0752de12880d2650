import { CatalogApi } from '@backstage/plugin-catalog-react';

/**
 * Whether the catalog has a component of that name. Asked as a list, because a
 * free name is the good answer here, and the look-up of one entity would have
 * the browser complain about it as a 404.
 */
export async function isTaken(
  catalogApi: Pick<CatalogApi, 'getEntitiesByRefs'>,
  name: string,
): Promise<boolean> {
  const { items } = await catalogApi.getEntitiesByRefs({
    entityRefs: [`component:default/${name}`],
    fields: ['kind'],
  });
  return Boolean(items[0]);
}
