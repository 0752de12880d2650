import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { z } from 'zod';

const principalSchema = z.union([
  z.object({ type: z.literal('user'), userEntityRef: z.string() }),
  z.object({ type: z.literal('service'), subject: z.string() }),
]);

/**
 * Who calls: the entity of a person, or the name of a service.
 *
 * @throws ZodError for credentials of nobody, which no route accepts.
 */
export function callerName(credentials: BackstageCredentials): string {
  const principal = principalSchema.parse(credentials.principal);
  return principal.type === 'user'
    ? principal.userEntityRef
    : principal.subject;
}
