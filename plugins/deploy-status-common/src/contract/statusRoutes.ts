import { stringifyEntityRef } from '@backstage/catalog-model';
import { defineRoute } from '@michi/contract-common';
import { z } from 'zod';
import { entityStatusSchema, instanceSchema } from '../model';
import {
  deployStatusInstancesReadPermission,
  deployStatusReadPermission,
} from '../permissions';
import { differenceSchema, serviceRowSchema } from '../services';
import {
  ENTITY_PATH,
  entityParamsSchema,
  entityRefSchema,
  entityRefsSchema,
} from './common';

/** What runs where, now. */
export const statusRoutes = {
  getEntityStatus: defineRoute({
    method: 'get',
    path: `${ENTITY_PATH}/status`,
    summary: 'What runs where for one entity',
    params: entityParamsSchema,
    response: entityStatusSchema,
    access: {
      permission: deployStatusReadPermission,
      resourceRefs: ({ params }) => [stringifyEntityRef(params)],
    },
  }),

  getStatuses: defineRoute({
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
  }),

  getServices: defineRoute({
    method: 'post',
    path: '/v1/services',
    summary:
      'Every service of a team, a system or the platform, with its state',
    description:
      'Components that name an Argo CD Application, and components of type service that do not. Those that need attention come first, the worst first. Services that the caller may not read are left out and counted.',
    body: z.object({
      /** Groups and users; everyone’s services where it is absent. */
      owners: z.array(entityRefSchema).max(100).optional(),
      systems: z.array(entityRefSchema).max(100).optional(),
    }),
    response: z.object({
      services: z.array(serviceRowSchema),
      /** In configured order. */
      instances: z.array(instanceSchema),
      denied: z.int().nonnegative(),
    }),
    access: { permission: deployStatusReadPermission, mode: 'found' },
  }),

  getDifferences: defineRoute({
    method: 'get',
    path: `${ENTITY_PATH}/differences`,
    summary: 'By which commits the environments of one entity differ',
    description:
      'One entry for each pair of neighbouring environments, in the order in which a change passes them. The Git host is asked once for each pair of revisions; the answer never changes.',
    params: entityParamsSchema,
    response: z.object({ differences: z.array(differenceSchema) }),
    access: {
      permission: deployStatusReadPermission,
      resourceRefs: ({ params }) => [stringifyEntityRef(params)],
    },
  }),

  getInstances: defineRoute({
    method: 'get',
    path: '/v1/instances',
    summary: 'How the portal stands with each Argo CD instance',
    response: z.object({ instances: z.array(instanceSchema) }),
    access: { permission: deployStatusInstancesReadPermission },
  }),

  getVersion: defineRoute({
    method: 'get',
    path: '/v1/version',
    summary: 'Whether anything about the present has changed',
    description:
      'The version is another one as soon as an Application or the connection to an Argo CD instance is told differently. Who has the same version as before has nothing to ask again. It says nothing else, and versions have no order.',
    response: z.object({ version: z.string() }),
    // It is about no entity, and of use to whoever may read any.
    access: { permission: deployStatusReadPermission, mode: 'found' },
  }),
};
