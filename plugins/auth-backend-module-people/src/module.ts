import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { peopleAuthenticator } from './authenticator';
import { createPeopleSignInResolver } from './resolver';

/**
 * Adds the auth provider `people`: local sign-in, without a password, as one of
 * the people under `auth.providers.people.people`. Without that section the
 * provider does not exist.
 */
export const authModulePeople = createBackendModule({
  pluginId: 'auth',
  moduleId: 'people',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'people',
          factory: createProxyAuthProviderFactory({
            authenticator: peopleAuthenticator,
            signInResolver: createPeopleSignInResolver(),
          }),
        });
      },
    });
  },
});
