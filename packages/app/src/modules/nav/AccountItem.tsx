import { SidebarItem } from '@backstage/core-components';
import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import PersonIcon from '@material-ui/icons/AccountCircleOutlined';
import ExitIcon from '@material-ui/icons/ExitToApp';
import { useSignedInPerson } from '@michi/status-react';
import { appTranslationRef } from '../../translation';

/** Who is signed in, the way to the settings, and the way out. */
export function AccountItem() {
  const { t } = useTranslationRef(appTranslationRef);
  const identityApi = useApi(identityApiRef);
  const errorApi = useApi(errorApiRef);
  const person = useSignedInPerson();

  return (
    <>
      <SidebarItem
        icon={PersonIcon}
        to="/settings"
        text={person?.displayName ?? t('nav.account')}
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
