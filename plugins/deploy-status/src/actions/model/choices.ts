import type {
  ResourceName,
  ResourceTrouble,
} from '@michi/plugin-deploy-status-common';
import { keyOfResource } from './intent';

/** The resources that a sync can be limited to: those that plans named, and those known to differ. */
export function choicesOf(
  candidates: ResourceName[],
  troubles: ResourceTrouble[],
): ResourceName[] {
  const differing = troubles
    .filter(({ sync }) => sync === 'OutOfSync')
    .map(({ group, kind, namespace, name }) => ({
      group,
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
    }));
  const byKey = new Map(
    [...differing, ...candidates].map(resource => [
      keyOfResource(resource),
      resource,
    ]),
  );
  return [...byKey.values()].sort((a, b) =>
    keyOfResource(a).localeCompare(keyOfResource(b)),
  );
}
