import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useSignedInPerson } from '@michi/status-react';
import { useMemo } from 'react';
import { useEntityNames } from '../../hooks/useEntityNames';
import { useActionWords } from './useActionWords';
import type { Grant } from './useGrants';

/** Says why something is not allowed, and whom to ask. */
export type Denial = (
  grant: Grant,
  of: { name: string; environment: string },
) => string | undefined;

/** Words for what the person may not do to the entity; undefined for what they may. */
export function useDenial(entity: Entity): Denial {
  const { t, list } = useActionWords();
  const person = useSignedInPerson();
  const ownerRefs = useMemo(
    () =>
      (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef)
        // Whoever is an owner does not have to ask the owners.
        .filter(ref => !person?.ownershipEntityRefs.includes(ref)),
    [entity, person],
  );
  const nameOf = useEntityNames(ownerRefs);
  return useMemo(() => {
    const owners = ownerRefs.map(nameOf);
    const ask =
      owners.length > 0
        ? t('grant.ask', { owners: list(owners) })
        : t('grant.askPlatform');
    return (grant, { name, environment }) => {
      switch (grant) {
        case 'denied':
          return `${t('grant.action', { name })}${t('space')}${ask}`;
        case 'denied-protected':
          return `${t('grant.protected', { environment })}${t('space')}${ask}`;
        default:
          return undefined;
      }
    };
  }, [ownerRefs, nameOf, list, t]);
}
