import type { AuthService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  type EntityFilterQuery,
} from '@backstage/catalog-client';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ARGOCD_APP_NAME,
  ARGOCD_APP_SELECTOR,
  ARGOCD_PROJECT_NAME,
} from '@michi/plugin-deploy-status-common';
import {
  INDEXED_FIELDS,
  toIndexedEntity,
  type IndexedEntity,
} from '../domain/indexedEntity';

/**
 * Not large, as the catalog often shares our process, and others wait for a page;
 * not tiny, as the catalog builds schemas anew to read each page's cursor.
 */
const PAGE_SIZE = 250;

/** What `isService` says, as far as the catalog can look for it. */
const SERVICES: EntityFilterQuery = [
  { [`metadata.annotations.${ARGOCD_APP_NAME}`]: CATALOG_FILTER_EXISTS },
  { [`metadata.annotations.${ARGOCD_APP_SELECTOR}`]: CATALOG_FILTER_EXISTS },
  { [`metadata.annotations.${ARGOCD_PROJECT_NAME}`]: CATALOG_FILTER_EXISTS },
  { kind: 'component', 'spec.type': 'service' },
];

/** Reads the catalog with the plugin's own credentials, and of it only what is kept. */
export class CatalogReader {
  constructor(
    private readonly catalog: CatalogService,
    private readonly auth: AuthService,
  ) {}

  /** Every entity that names an Application, and components of type service, page by page. */
  async *services(): AsyncGenerator<IndexedEntity[], void, undefined> {
    const pages = this.catalog.streamEntities(
      { filter: SERVICES, fields: INDEXED_FIELDS, pageSize: PAGE_SIZE },
      { credentials: await this.auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      yield page.map(toIndexedEntity);
    }
  }

  /** In the order of the references; undefined for what the catalog does not have. */
  async byRefs(refs: string[]): Promise<Array<IndexedEntity | undefined>> {
    const { items } = await this.catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: INDEXED_FIELDS },
      { credentials: await this.auth.getOwnServiceCredentials() },
    );
    return items.map(entity => entity && toIndexedEntity(entity));
  }
}
