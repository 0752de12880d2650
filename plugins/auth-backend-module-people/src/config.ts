import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import { z } from 'zod';

const SECTION = 'auth.providers.people';

/** Somebody who can be chosen on the local sign-in page. */
export interface Person {
  /** Complete and lower case, for example `user:default/yuki.sato`. */
  userEntityRef: string;
  /** The name as people read it. */
  name: string;
  /** What the person does, in a few words. */
  role: string;
}

/** The configuration of the provider, parsed. */
export interface PeopleSettings {
  /** By complete, lower case entity reference. */
  people: ReadonlyMap<string, Person>;
  /** Whether requests from other machines are answered. */
  allowRemoteAddresses: boolean;
}

const settingsSchema = z.strictObject({
  people: z
    .array(
      z.strictObject({
        userEntityRef: z.string().min(1),
        name: z.string().min(1),
        role: z.string().min(1),
      }),
    )
    .min(1, 'List at least one person'),
  allowOutsideDevelopment: z.boolean().default(false),
  allowRemoteAddresses: z.boolean().default(false),
});

/**
 * Brings the reference of a user to the one form that is compared:
 * `user:default/yuki.sato` for `Yuki.Sato` and the like.
 *
 * @throws InputError when it is not the reference of a user.
 */
export function normalizeUserRef(ref: string): string {
  let parsed;
  try {
    parsed = parseEntityRef(ref, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
  } catch (error) {
    throw new InputError(
      `"${ref}" is not an entity reference. Write it like user:default/yuki.sato.`,
      error,
    );
  }
  if (parsed.kind.toLocaleLowerCase('en-US') !== 'user') {
    throw new InputError(
      `"${ref}" is not a user. Write it like user:default/yuki.sato.`,
    );
  }
  return stringifyEntityRef(parsed);
}

/**
 * Reads `auth.providers.people`.
 *
 * @param config - the provider's own section of the configuration
 * @param nodeEnv - the value of NODE_ENV
 * @throws NotAllowedError outside development, unless that is allowed.
 * @throws InputError when the section cannot be used as it is.
 */
export function readPeopleSettings(
  config: Config,
  nodeEnv: string | undefined,
): PeopleSettings {
  const parsed = settingsSchema.safeParse(config.get());
  if (!parsed.success) {
    throw new InputError(
      `The configuration under ${SECTION} cannot be used:\n${z.prettifyError(
        parsed.error,
      )}`,
      parsed.error,
    );
  }
  const { allowOutsideDevelopment, allowRemoteAddresses } = parsed.data;

  if (nodeEnv !== 'development' && !allowOutsideDevelopment) {
    throw new NotAllowedError(
      `Anyone could sign in as anyone: ${SECTION} has no password and NODE_ENV is ` +
        `"${nodeEnv ?? ''}", not "development". Remove ${SECTION} (or set it to null) ` +
        `and configure a real sign-in. If this portal is reachable from this machine ` +
        `only, set ${SECTION}.allowOutsideDevelopment to true.`,
    );
  }

  const people = new Map<string, Person>();
  for (const person of parsed.data.people) {
    const userEntityRef = normalizeUserRef(person.userEntityRef);
    if (people.has(userEntityRef)) {
      throw new InputError(
        `${userEntityRef} is listed twice under ${SECTION}.people. Remove one of them.`,
      );
    }
    people.set(userEntityRef, { ...person, userEntityRef });
  }
  return { people, allowRemoteAddresses };
}
