import { parseEntityRef } from '@backstage/catalog-model';
import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useLanguage } from '@michi/status-react';
import { useEffect, useState } from 'react';

/** What to call the signed-in person; undefined until it is known. */
export function usePersonName(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const errorApi = useApi(errorApiRef);
  const language = useLanguage();
  const [name, setName] = useState<string>();
  useEffect(() => {
    let current = true;
    Promise.all([
      identityApi.getProfileInfo(),
      identityApi.getBackstageIdentity(),
    ]).then(
      ([{ displayName }, { userEntityRef }]) =>
        current && setName(displayName ?? parseEntityRef(userEntityRef).name),
      error => errorApi.post(error),
    );
    return () => {
      current = false;
    };
  }, [identityApi, errorApi]);
  // English greets by the first name, Japanese by the whole one.
  return language === 'en' ? name?.split(' ')[0] : name;
}
