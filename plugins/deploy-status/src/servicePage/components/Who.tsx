import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { Deployment, Operation } from '@michi/plugin-deploy-status-common';
import { useServiceWords } from '../hooks/useServiceWords';
import { actorOf } from '../model/actor';

/** Who started a deployment: a person, a user of Argo CD, or Argo CD itself. */
export function Who({
  of,
}: {
  of: Pick<Deployment | Operation, 'requestedBy' | 'startedBy' | 'automated'>;
}) {
  const t = useServiceWords();
  const actor = actorOf(of);
  switch (actor?.kind) {
    case 'person':
      return (
        <EntityDisplayName
          entityRef={actor.entityRef}
          hideIcon
          disableTooltip
        />
      );
    case 'user':
      return <>{actor.name}</>;
    case 'automatic':
      return <>{t('matrix.automatic')}</>;
    default:
      return null;
  }
}
