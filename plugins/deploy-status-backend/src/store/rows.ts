import {
  applicationSchema,
  operationSchema,
  resourceNameSchema,
} from '@michi/plugin-deploy-status-common';
import { z } from 'zod';
import type { ObservedApplication, RevisionMetadata } from '../domain/observed';
import { sourceRevisionSchema } from './deploymentRows';
import type { RemovedApplication } from './StatusStore';

/** Rows of the tables; they never leave this folder. */
export interface ApplicationRow {
  instance: string;
  namespace: string;
  name: string;
  /** JSON on the way in, parsed on the way out. */
  state: unknown;
  observed_at: Date;
  /** Where it is gone. */
  removed_at: Date | null;
}

/** {@inheritDoc ApplicationRow} */
export interface RevisionRow {
  repo_url: string;
  revision: string;
  author: string | null;
  message: string | null;
  committed_at: Date | null;
}

// An earlier release may have written it, so it is parsed like anything else
// that comes from outside.
const stateSchema = applicationSchema
  .omit({
    environment: true,
    live: true,
    observedAt: true,
    revisions: true,
    waiting: true,
  })
  .extend({
    labels: z.record(z.string(), z.string()),
    resourceVersion: z.string().optional(),
    inControllerNamespace: z.boolean(),
    hasKubeVela: z.boolean().optional(),
    queued: z.boolean().optional(),
    unrecorded: z.boolean().optional(),
    healthSince: z.string().optional(),
    operation: operationSchema
      .extend({ hooks: operationSchema.shape.hooks.default([]) })
      .optional(),
    revisions: z.array(sourceRevisionSchema),
    operationRevisions: z.array(sourceRevisionSchema),
    waiting: z.array(sourceRevisionSchema).optional(),
    operationScope: z
      .object({
        prune: z.boolean(),
        resources: z.array(resourceNameSchema).optional(),
      })
      .optional(),
  });

/** The row of an Application. */
export function toApplicationRow(
  application: ObservedApplication,
): ApplicationRow {
  const { observedAt, ...state } = application;
  return {
    instance: application.instance,
    namespace: application.namespace,
    name: application.name,
    state: JSON.stringify(state),
    observed_at: new Date(observedAt),
    removed_at: null,
  };
}

/** The Application of a row; undefined if another release wrote it in other terms. */
export function fromApplicationRow(
  row: ApplicationRow,
): ObservedApplication | undefined {
  const state = stateSchema.safeParse(row.state);
  return state.success
    ? { ...state.data, observedAt: row.observed_at.toISOString() }
    : undefined;
}

const removedSchema = z.object({
  project: z.string(),
  labels: z.record(z.string(), z.string()),
  in_controller_namespace: z.boolean(),
});

/** {@inheritDoc ApplicationRow} */
export interface RemovedApplicationRow {
  instance: string;
  namespace: string;
  name: string;
  project: unknown;
  labels: unknown;
  in_controller_namespace: unknown;
}

/** The Application of such a row; undefined if another release wrote it in other terms. */
export function fromRemovedApplicationRow(
  row: RemovedApplicationRow,
): RemovedApplication | undefined {
  const { instance, namespace, name } = row;
  const state = removedSchema.safeParse(row);
  if (!state.success) {
    return undefined;
  }
  const { project, labels, in_controller_namespace } = state.data;
  return {
    instance,
    namespace,
    name,
    project,
    labels,
    inControllerNamespace: in_controller_namespace,
  };
}

/** The metadata of a row. */
export function fromRevisionRow(row: RevisionRow): RevisionMetadata {
  return {
    ...(row.author && { author: row.author }),
    ...(row.message && { message: row.message }),
    ...(row.committed_at && { committedAt: row.committed_at.toISOString() }),
  };
}
