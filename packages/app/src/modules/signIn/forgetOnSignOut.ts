import type { IdentityApi } from '@backstage/core-plugin-api';
import { signInMemory } from './memory';

/** The same identity, but signing out also forgets who was signed in. */
export function forgetOnSignOut(identityApi: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identityApi.getProfileInfo(),
    getBackstageIdentity: () => identityApi.getBackstageIdentity(),
    getCredentials: () => identityApi.getCredentials(),
    async signOut() {
      signInMemory.clear();
      await identityApi.signOut();
    },
  };
}
