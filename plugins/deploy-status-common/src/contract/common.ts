import { z } from 'zod';

/** At most this many entities in one request. */
export const MAX_ENTITIES = 500;

/** Without white space and control characters, which no entity's name has. */
const visible = z
  .string()
  .regex(/^[^\s\p{Cc}]+$/u, 'A name has no white space and is not empty');

/** An entity's reference. */
export const entityRefSchema = visible
  .max(300)
  .describe('component:default/blog-api');

/** Several of them. */
export const entityRefsSchema = z.array(entityRefSchema).max(MAX_ENTITIES);

/** An entity in a path. */
export const entityParamsSchema = z.object({
  kind: visible.max(63),
  namespace: visible.max(63),
  name: visible.max(63),
});

/** The entity's path. */
export const ENTITY_PATH = '/v1/entities/{kind}/{namespace}/{name}';
