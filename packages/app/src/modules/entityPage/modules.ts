import {
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { firstThingsFirst } from './first';
import { componentsThat } from './relations';

/*
 * A service's overview answers what runs where. Backstage's cards on relations
 * are there for the services that have such relations, not as empty tables for
 * all others. Configuration of a card's filter wins.
 */

/** Cards of the catalog that stay away where they would be empty. */
export const catalogCardsModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    catalogPlugin.getExtension('entity-content:catalog/overview').override({
      factory: (original, { inputs }) =>
        original({
          inputs: { ...inputs, cards: firstThingsFirst(inputs.cards) },
        }),
    }),
    catalogPlugin
      .getExtension('entity-card:catalog/depends-on-components')
      .override({
        factory: (original, { config }) =>
          original({
            config: {
              ...config,
              filter:
                config.filter ??
                componentsThat(RELATION_DEPENDS_ON, 'component'),
            },
          }),
      }),
    catalogPlugin
      .getExtension('entity-card:catalog/depends-on-resources')
      .override({
        factory: (original, { config }) =>
          original({
            config: {
              ...config,
              filter:
                config.filter ??
                componentsThat(RELATION_DEPENDS_ON, 'resource'),
            },
          }),
      }),
    catalogPlugin
      .getExtension('entity-card:catalog/has-subcomponents')
      .override({
        factory: (original, { config }) =>
          original({
            config: {
              ...config,
              filter: config.filter ?? componentsThat(RELATION_HAS_PART),
            },
          }),
      }),
  ],
});

/** Cards on APIs that stay away where they would be empty. */
export const apiCardsModule = createFrontendModule({
  pluginId: 'api-docs',
  extensions: [
    apiDocsPlugin.getExtension('entity-card:api-docs/provided-apis').override({
      factory: (original, { config }) =>
        original({
          config: {
            ...config,
            filter: config.filter ?? componentsThat(RELATION_PROVIDES_API),
          },
        }),
    }),
    apiDocsPlugin.getExtension('entity-card:api-docs/consumed-apis').override({
      factory: (original, { config }) =>
        original({
          config: {
            ...config,
            filter: config.filter ?? componentsThat(RELATION_CONSUMES_API),
          },
        }),
    }),
  ],
});
