import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { FLEET, personName, serviceName, teamOf } from './fleet';

const ORIGIN = {
  'backstage.io/managed-by-location': 'url:https://bench.example/',
  'backstage.io/managed-by-origin-location': 'url:https://bench.example/',
};

const teams = [
  ...new Set(Array.from({ length: FLEET.services }, (_, i) => teamOf(i))),
];

function entities(): Entity[] {
  return [
    ...teams.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name, annotations: ORIGIN },
      spec: { type: 'team', children: [] },
    })),
    ...Array.from({ length: FLEET.people }, (_, index) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: personName(index), annotations: ORIGIN },
      spec: { memberOf: [teams[index % teams.length] ?? teamOf(0)] },
    })),
    ...Array.from({ length: FLEET.services }, (_, index) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: serviceName(index),
        annotations: { ...ORIGIN, 'argocd/app-name': serviceName(index) },
      },
      spec: { type: 'service', lifecycle: 'production', owner: teamOf(index) },
    })),
  ];
}

/** Fills the catalog with the fleet's services, teams and people. */
export const fleetEntities = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench-fleet',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'bench-fleet',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: entities().map(entity => ({ entity })),
            }),
        });
      },
    });
  },
});
