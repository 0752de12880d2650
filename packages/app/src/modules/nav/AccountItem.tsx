import { SidebarItem } from '@backstage/core-components';
import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import PersonIcon from '@material-ui/icons/AccountCircleOutlined';
import ExitIcon from '@material-ui/icons/ExitToApp';
import { useEffect, useState } from 'react';
import { appTranslationRef } from '../../translation';

/** Who is signed in, the way to the settings, and the way out. */
export function AccountItem() {
  const { t } = useTranslationRef(appTranslationRef);
  const identityApi = useApi(identityApiRef);
  const errorApi = useApi(errorApiRef);
  const [name, setName] = useState<string>();

  useEffect(() => {
    let current = true;
    identityApi.getProfileInfo().then(
      profile => current && setName(profile.displayName),
      error => errorApi.post(error),
    );
    return () => {
      current = false;
    };
  }, [identityApi, errorApi]);

  return (
    <>
      <SidebarItem
        icon={PersonIcon}
        to="/settings"
        text={name ?? t('nav.account')}
      />
      <SidebarItem
        icon={ExitIcon}
        text={t('nav.signOut')}
        onClick={() =>
          identityApi.signOut().catch(error => errorApi.post(error))
        }
      />
    </>
  );
}
