import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { OwnershipSettings } from './domain/settings';

const SECTION = 'permission.ownership';

const refsOf = (kind: 'group' | 'user') =>
  z.array(
    z.string().transform((ref, ctx) => {
      try {
        const parsed = parseEntityRef(ref, {
          defaultKind: kind,
          defaultNamespace: 'default',
        });
        if (parsed.kind.toLocaleLowerCase('en-US') === kind) {
          return stringifyEntityRef(parsed);
        }
        ctx.addIssue(`"${ref}" is a ${parsed.kind}, not a ${kind}`);
      } catch (error) {
        ctx.addIssue(
          `"${ref}" is not an entity reference: ${
            error instanceof Error ? error.message : error
          }`,
        );
      }
      return z.NEVER;
    }),
  );
const permissionNames = z.array(z.string().min(1)).default([]);

const settingsSchema = z.strictObject({
  platformEngineers: refsOf('group').default([]),
  leadership: refsOf('group').default([]),
  members: z.strictObject({ allow: permissionNames }).prefault({}),
  restricted: z.record(z.string().min(1), refsOf('group')).default({}),
  guests: z
    .strictObject({
      allow: permissionNames,
      users: refsOf('user').default(['user:development/guest']),
    })
    .prefault({}),
});

/**
 * Reads `permission.ownership`.
 *
 * @param config - the root configuration
 * @throws InputError when the section cannot be used as it is.
 */
export function readOwnershipSettings(config: Config): OwnershipSettings {
  const parsed = settingsSchema.safeParse(config.getOptional(SECTION) ?? {});
  if (!parsed.success) {
    throw new InputError(
      `The configuration under ${SECTION} cannot be used:\n${z.prettifyError(
        parsed.error,
      )}`,
      parsed.error,
    );
  }
  const { platformEngineers, leadership, members, restricted, guests } =
    parsed.data;
  return {
    platformEngineers: new Set(platformEngineers),
    leadership: new Set(leadership),
    memberPermissions: new Set(members.allow),
    restricted: new Map(Object.entries(restricted)),
    guestPermissions: new Set(guests.allow),
    guestUsers: new Set(guests.users),
  };
}
