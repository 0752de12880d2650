import { defineRoute, nameText } from '@michi/contract-common';
import { z } from 'zod';
import {
  insightsSchema,
  insightsScopeSchema,
  syncLatencySchema,
} from '../insights';
import {
  deploymentSchema,
  importedDeploymentSchema,
  importReportSchema,
} from '../ledger';
import { timestamp } from '../model';
import {
  deployStatusImportPermission,
  deployStatusInstancesReadPermission,
  deployStatusReadPermission,
} from '../permissions';
import { entityRefsSchema } from './common';

const bucketSchema = z.enum(['day', 'week', 'month']);

/** What was deployed, and what follows from it. */
export const ledgerRoutes = {
  getDeployments: defineRoute({
    method: 'post',
    path: '/v1/deployments',
    summary: 'Sync operations of many entities since a time, newest first',
    body: z.object({
      entityRefs: entityRefsSchema,
      since: timestamp,
      /** Only those that started before it: the `startedAt` of the last one of the page before. */
      before: timestamp.optional(),
      /** Only these environments. */
      environments: z.array(nameText(200)).max(50).optional(),
      /** Only those that failed, also by never becoming healthy, or were rollbacks. */
      only: z.enum(['failed', 'rollback']).optional(),
      limit: z.int().positive().max(1000).default(200),
    }),
    response: z.object({
      deployments: z.array(deploymentSchema),
      /** How many fit in all, also past the limit. */
      total: z.int().nonnegative(),
      /** Of those, how many failed, also by never becoming healthy. */
      failed: z.int().nonnegative(),
      denied: z.int().nonnegative(),
    }),
    access: {
      permission: deployStatusReadPermission,
      resourceRefs: ({ body }) => body.entityRefs,
      mode: 'each',
    },
  }),

  getInsights: defineRoute({
    method: 'post',
    path: '/v1/insights',
    summary:
      'How often, how fast and how well a service, team, system or the platform deploys',
    body: z.object({
      scope: insightsScopeSchema,
      since: timestamp,
      /** Now where it is absent. */
      until: timestamp.optional(),
      /** Also gives the figures of each part of the period; at most 400 parts. */
      bucket: bucketSchema.optional(),
    }),
    response: insightsSchema,
    failures: {
      '404': 'The scope is a service that the portal does not have.',
    },
    access: { permission: deployStatusReadPermission, mode: 'found' },
  }),

  getSyncLatencies: defineRoute({
    method: 'post',
    path: '/v1/instances/syncs',
    summary: 'How fast each Argo CD instance notices and carries out changes',
    body: z.object({
      since: timestamp,
      until: timestamp.optional(),
      bucket: bucketSchema.default('day'),
    }),
    response: z.object({ instances: z.array(syncLatencySchema) }),
    access: { permission: deployStatusInstancesReadPermission },
  }),

  importDeployments: defineRoute({
    method: 'post',
    path: '/import',
    summary: 'Bring earlier deployments into the ledger',
    description:
      'One deployment per line. It may be sent again: what is known is not added twice, and what was seen is not contradicted. Lines that cannot be taken are reported; the others are taken.',
    lines: importedDeploymentSchema,
    response: importReportSchema,
    access: { permission: deployStatusImportPermission },
    changes: true,
    audit: (_input, report) => ({
      ...(report && {
        accepted: report.accepted,
        known: report.known,
        refused: report.refused,
      }),
    }),
  }),
};
