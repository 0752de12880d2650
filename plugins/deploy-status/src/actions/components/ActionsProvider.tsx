import type { Entity } from '@backstage/catalog-model';
import type { ReactNode } from 'react';

/**
 * Knows what the signed-in person may do to the entity, and has the dialog that
 * its actions open. Goes around the whole page, above the states that come and go.
 */
export function ActionsProvider(props: {
  entity: Entity;
  children: ReactNode;
}): JSX.Element {
  return <>{props.children}</>;
}
