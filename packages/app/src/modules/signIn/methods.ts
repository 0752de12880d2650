import type { ConfigApi } from '@backstage/core-plugin-api';

/** Somebody who can be chosen on the local sign-in page. */
export interface Person {
  /** For example `user:default/yuki.sato`. */
  userEntityRef: string;
  name: string;
  role: string;
}

/** The ways to sign in that the configuration offers. */
export interface SignInMethods {
  people: Person[];
  github: boolean;
}

/** Reads `auth.providers` as far as the browser may see it. */
export function readSignInMethods(config: ConfigApi): SignInMethods {
  const people =
    config.getOptionalConfigArray('auth.providers.people.people') ?? [];
  const environment =
    config.getOptionalString('auth.environment') ?? 'development';
  return {
    people: people.map(person => ({
      userEntityRef: person.getString('userEntityRef'),
      name: person.getString('name'),
      role: person.getString('role'),
    })),
    github: config.has(`auth.providers.github.${environment}.clientId`),
  };
}
