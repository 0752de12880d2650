import type { Entity } from '@backstage/catalog-model';

/** A component that a group owns. */
export const component = (
  name: string,
  owner: string,
  options: { type?: string; annotations?: Record<string, string> } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: options.annotations,
  },
  spec: { type: options.type ?? 'service', lifecycle: 'production', owner },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
});
