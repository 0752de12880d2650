import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** Whoever is signed in. */
export interface SignedInPerson {
  /** For example `user:default/yuki.sato`. */
  userEntityRef: string;
  /** The person's own entity and the groups through which they own things. */
  ownershipEntityRefs: string[];
  /** As the sign-in provider knows it. */
  displayName?: string;
}

/**
 * The signed-in person; undefined until it is known. A failure is posted to the
 * app's errors, where the reader sees it.
 */
export function useSignedInPerson(): SignedInPerson | undefined {
  const identityApi = useApi(identityApiRef);
  const errorApi = useApi(errorApiRef);
  const [person, setPerson] = useState<SignedInPerson>();
  useEffect(() => {
    let current = true;
    Promise.all([
      identityApi.getBackstageIdentity(),
      identityApi.getProfileInfo(),
    ]).then(
      ([{ userEntityRef, ownershipEntityRefs }, { displayName }]) => {
        if (current) {
          setPerson({ userEntityRef, ownershipEntityRefs, displayName });
        }
      },
      error => errorApi.post(error),
    );
    return () => {
      current = false;
    };
  }, [identityApi, errorApi]);
  return person;
}
