import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useMemo, useState } from 'react';

/** How people call an entity; until the catalog has said it, the name in the reference. */
export type NameOf = (entityRef: string) => string;

/**
 * Names entities as `EntityRefLink` does, where names are part of a text, or
 * many. All are asked for together: a table of thousands of rows has few
 * owners, and no row asks for itself.
 */
export function useEntityNames(entityRefs: readonly string[]): NameOf {
  const presentationApi = useApiHolder().get(entityPresentationApiRef);
  // The same references in another array are the same question.
  const asked = [...new Set(entityRefs)].sort().join('\n');
  const presentations = useMemo(
    () =>
      presentationApi
        ? asked
            .split('\n')
            .filter(Boolean)
            .map(ref => ({ ref, ...presentationApi.forEntity(ref) }))
        : [],
    [presentationApi, asked],
  );
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let left = false;
    Promise.all(
      presentations.map(async ({ ref, snapshot, promise }) => {
        const { primaryTitle } = await promise.catch(() => snapshot);
        return [ref, primaryTitle] as const;
      }),
    ).then(loaded => {
      if (!left) setNames(new Map(loaded));
    });
    return () => {
      left = true;
    };
  }, [presentations]);
  const atOnce = useMemo(
    () =>
      new Map(
        presentations.map(({ ref, snapshot }) => [ref, snapshot.primaryTitle]),
      ),
    [presentations],
  );
  return useCallback(
    ref =>
      names.get(ref) ??
      atOnce.get(ref) ??
      defaultEntityPresentation(ref).primaryTitle,
    [names, atOnce],
  );
}
