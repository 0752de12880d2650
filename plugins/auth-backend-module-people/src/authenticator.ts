import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { normalizeUserRef, Person, readPeopleSettings } from './config';
import { isLocalRequest } from './loopback';

/** The request header that names the person, by entity reference. */
export const PERSON_HEADER = 'x-michi-person';

/**
 * Believes the request about who is asking, as long as that person is listed
 * in the configuration and the request comes from this machine.
 */
export const peopleAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async (person: Person) => ({
    profile: { displayName: person.name },
  }),

  initialize({ config }) {
    return readPeopleSettings(config, process.env.NODE_ENV);
  },

  async authenticate({ req }, settings) {
    if (!settings.allowRemoteAddresses && !isLocalRequest(req)) {
      throw new NotAllowedError(
        'Signing in without a password works from the machine the portal runs on only. ' +
          'Configure a real sign-in, or set auth.providers.people.allowRemoteAddresses to true.',
      );
    }
    const asked = req.header(PERSON_HEADER);
    if (!asked) {
      throw new AuthenticationError(
        `Say who signs in with the header ${PERSON_HEADER}, for example user:default/yuki.sato.`,
      );
    }
    const userEntityRef = normalizeUserRef(asked);
    const person = settings.people.get(userEntityRef);
    if (!person) {
      throw new NotAllowedError(
        `${userEntityRef} is not one of the people who may sign in here. ` +
          `Choose one listed under auth.providers.people.people, or add them there.`,
      );
    }
    return { result: person };
  },
});
