import {
  applicationSchema,
  imageSchema,
  phaseSchema,
} from '@michi/plugin-deploy-status-common';
import { z } from 'zod';
import {
  isFinal,
  type ObservedApplication,
  type ObservedDeployment,
  type RevisionMetadata,
} from '../domain/observed';

/** Rows of the tables; they never leave this folder. */
export interface ApplicationRow {
  instance: string;
  namespace: string;
  name: string;
  /** JSON on the way in, parsed on the way out. */
  state: unknown;
  observed_at: Date;
}

/** {@inheritDoc ApplicationRow} */
export interface DeploymentRow {
  instance: string;
  uid: string;
  started_at: Date;
  namespace: string;
  in_controller_namespace: boolean;
  project: string;
  application: string;
  phase: string;
  final: boolean;
  finished_at: Date | null;
  started_by: string | null;
  automated: boolean;
  retries: number;
  revisions: unknown;
  images: unknown;
  message: string | null;
  url: string;
}

/** {@inheritDoc ApplicationRow} */
export interface RevisionRow {
  repo_url: string;
  revision: string;
  author: string | null;
  message: string | null;
  committed_at: Date | null;
}

const sourceRevisionSchema = z.object({
  id: z.string(),
  repoUrl: z.string().optional(),
  sourceIndex: z.number().optional(),
  historyId: z.number().optional(),
  chart: z.boolean().optional(),
});

// An earlier release may have written it, so it is parsed like anything else
// that comes from outside.
const stateSchema = applicationSchema
  .omit({ environment: true, live: true, observedAt: true, revisions: true })
  .extend({
    labels: z.record(z.string(), z.string()),
    resourceVersion: z.string().optional(),
    inControllerNamespace: z.boolean(),
    hasKubeVela: z.boolean().optional(),
    revisions: z.array(sourceRevisionSchema),
    operationRevisions: z.array(sourceRevisionSchema),
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

/** The row of a deployment. */
export function toDeploymentRow(deployment: ObservedDeployment): DeploymentRow {
  return {
    instance: deployment.instance,
    uid: deployment.uid,
    started_at: new Date(deployment.startedAt),
    namespace: deployment.namespace,
    in_controller_namespace: deployment.inControllerNamespace,
    project: deployment.project,
    application: deployment.application,
    phase: deployment.phase,
    final: isFinal(deployment.phase),
    finished_at: deployment.finishedAt ? new Date(deployment.finishedAt) : null,
    started_by: deployment.startedBy ?? null,
    automated: deployment.automated,
    retries: deployment.retries,
    revisions: JSON.stringify(deployment.revisions),
    images: JSON.stringify(deployment.images),
    message: deployment.message ?? null,
    url: deployment.url,
  };
}

/** The deployment of a row. */
export function fromDeploymentRow(row: DeploymentRow): ObservedDeployment {
  return {
    instance: row.instance,
    uid: row.uid,
    startedAt: row.started_at.toISOString(),
    namespace: row.namespace,
    inControllerNamespace: row.in_controller_namespace,
    project: row.project,
    application: row.application,
    phase: phaseSchema.catch('Unknown').parse(row.phase),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
    ...(row.started_by && { startedBy: row.started_by }),
    automated: row.automated,
    retries: row.retries,
    revisions: z.array(sourceRevisionSchema).parse(row.revisions),
    images: z.array(imageSchema).parse(row.images),
    ...(row.message && { message: row.message }),
    url: row.url,
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
