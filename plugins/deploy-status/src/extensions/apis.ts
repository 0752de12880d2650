import {
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
} from '@backstage/core-plugin-api';
import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { createContractClient } from '@michi/contract-common';
import { deployStatusContract } from '@michi/plugin-deploy-status-common';
import {
  createOperationsApi,
  deployStatusOperationsApiRef,
} from '../actions/api';
import { DeployStatusFeed } from '../api/DeployStatusFeed';
import { deployStatusFeedApiRef } from '../api/deployStatusApi';
import { loadServices } from '../api/loadServices';

/** The plugin's live data, over the client made from the contract. */
export const feedApi = ApiBlueprint.make({
  name: 'feed',
  params: defineParams =>
    defineParams({
      api: deployStatusFeedApiRef,
      deps: {
        discoveryApi: discoveryApiRef,
        fetchApi: fetchApiRef,
        catalogApi: catalogApiRef,
        identityApi: identityApiRef,
      },
      factory: ({ discoveryApi, fetchApi, catalogApi, identityApi }) =>
        new DeployStatusFeed({
          client: createContractClient(deployStatusContract, {
            discoveryApi,
            fetchApi,
          }),
          loadServices: scope =>
            loadServices(scope, { catalogApi, identityApi }),
        }),
    }),
});

/** What people can do, over the client made from the contract. */
export const operationsApi = ApiBlueprint.make({
  name: 'operations',
  params: defineParams =>
    defineParams({
      api: deployStatusOperationsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis =>
        createOperationsApi(createContractClient(deployStatusContract, apis)),
    }),
});
