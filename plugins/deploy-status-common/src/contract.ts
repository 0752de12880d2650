import { stringifyEntityRef } from '@backstage/catalog-model';
import { defineContract, defineRoute } from '@michi/contract-common';
import { z } from 'zod';
import { deploymentSchema, entityStatusSchema, instanceSchema } from './model';
import {
  deployStatusInstancesReadPermission,
  deployStatusReadPermission,
} from './permissions';

/** At most this many entities in one request. */
export const MAX_ENTITIES = 500;

/** Without white space and control characters, which no entity's name has. */
const visible = z
  .string()
  .regex(/^[^\s\p{Cc}]+$/u, 'A name has no white space and is not empty');

const entityRefsSchema = z
  .array(visible.max(300).describe('component:default/blog-api'))
  .max(MAX_ENTITIES);

const getEntityStatus = defineRoute({
  method: 'get',
  path: '/v1/entities/{kind}/{namespace}/{name}/status',
  summary: 'What runs where for one entity',
  params: z.object({
    kind: visible.max(63),
    namespace: visible.max(63),
    name: visible.max(63),
  }),
  response: entityStatusSchema,
  access: {
    permission: deployStatusReadPermission,
    resourceRefs: ({ params }) => [stringifyEntityRef(params)],
  },
});

const getStatuses = defineRoute({
  method: 'post',
  path: '/v1/statuses',
  summary: 'What runs where for many entities',
  description:
    'Answers in the order of the request. Entities that the caller may not read are left out and counted.',
  body: z.object({ entityRefs: entityRefsSchema }),
  response: z.object({
    statuses: z.array(entityStatusSchema),
    denied: z.int().nonnegative(),
  }),
  access: {
    permission: deployStatusReadPermission,
    resourceRefs: ({ body }) => body.entityRefs,
    mode: 'each',
  },
});

const getDeployments = defineRoute({
  method: 'post',
  path: '/v1/deployments',
  summary: 'Sync operations of many entities since a time, newest first',
  body: z.object({
    entityRefs: entityRefsSchema,
    since: z.iso.datetime({ offset: true }),
    limit: z.int().positive().max(1000).default(200),
  }),
  response: z.object({
    deployments: z.array(deploymentSchema),
    /** How many there are in all, also past the limit. */
    total: z.int().nonnegative(),
    /** Of those, how many failed. */
    failed: z.int().nonnegative(),
    denied: z.int().nonnegative(),
  }),
  access: {
    permission: deployStatusReadPermission,
    resourceRefs: ({ body }) => body.entityRefs,
    mode: 'each',
  },
});

const getInstances = defineRoute({
  method: 'get',
  path: '/v1/instances',
  summary: 'How the portal stands with each Argo CD instance',
  response: z.object({ instances: z.array(instanceSchema) }),
  access: { permission: deployStatusInstancesReadPermission },
});

/** The HTTP API of deploy-status. */
export const deployStatusContract = defineContract({
  pluginId: 'deploy-status',
  title: 'Michi deploy status',
  version: '1.0.0',
  routes: { getEntityStatus, getStatuses, getDeployments, getInstances },
});
