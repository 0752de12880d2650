import {
  attemptSchema,
  hookResultSchema,
  imageSchema,
  phaseSchema,
} from '@michi/plugin-deploy-status-common';
import { z } from 'zod';
import { compact } from '../domain/compact';
import { degradedAt } from '../domain/healthyAt';
import {
  isFinal,
  type Evidence,
  type ObservedDeployment,
} from '../domain/observed';
import type { Successor } from '../domain/rollback';

/** Rows of the table `deployments`; they never leave this folder. */
export interface DeploymentRow {
  instance: string;
  uid: string;
  started_at: Date;
  namespace: string;
  in_controller_namespace: boolean;
  project: string;
  application: string;
  destination: string | null;
  phase: string;
  final: boolean;
  finished_at: Date | null;
  healthy_at: Date | null;
  /** Only written, for figures and counts: it follows from the evidence. */
  degraded_at: Date | null;
  started_by: string | null;
  automated: boolean;
  requested_by: string | null;
  reason: string | null;
  request_id: string | null;
  retries: number;
  /** Parsed on the way out, like all of unknown type. */
  attempts: unknown;
  hooks: unknown;
  revisions: unknown;
  images: unknown;
  images_before: unknown;
  rollback: boolean;
  imported: boolean;
  message: string | null;
  url: string;
  evidence: unknown;
}

/** Of what was applied and never worked, in SQL; as the contract's `outcomeOf` says `Degraded`. */
export const NEVER_HEALTHY = 'healthy_at is null and degraded_at is not null';

/** A revision as it is stored. */
export const sourceRevisionSchema = z.object({
  id: z.string(),
  repoUrl: z.string().optional(),
  sourceIndex: z.number().optional(),
  historyId: z.number().optional(),
  // An earlier release did not keep the name.
  chart: z
    .union([z.string(), z.literal(true).transform(() => 'unknown')])
    .optional(),
});
const imagesSchema = z.array(imageSchema);
const rank = z.number().optional();

const evidenceSchema = z.object({
  ranks: z.object({
    place: rank,
    outcome: rank,
    message: rank,
    by: rank,
    request: rank,
    retries: rank,
    hooks: rank,
    revisions: rank,
    images: rank,
  }),
  partial: z.boolean().optional(),
  applied: z.enum(['all', 'some']).optional(),
  before: imagesSchema.optional(),
  degraded: imagesSchema.optional(),
  degradedWhy: z.object({ at: z.string(), message: z.string() }).optional(),
  steady: z.boolean().optional(),
  movedAt: z.string().optional(),
  turnedAt: z.string().optional(),
  degradedAt: z.string().optional(),
  watched: z
    .object({
      movedAt: z.string().optional(),
      turnedAt: z.string().optional(),
      degradedAt: z.string().optional(),
    })
    .optional(),
  told: z
    .object({
      healthyAt: z.string().optional(),
      imagesBefore: imagesSchema.optional(),
      attempts: z.array(attemptSchema).optional(),
    })
    .optional(),
  concluded: z
    .object({ rollback: z.boolean(), imagesBefore: imagesSchema })
    .optional(),
});

/**
 * The elements that can be read. A newer release, which runs beside this one for
 * as long as an update takes, may have written others; they are not worth that
 * nothing of the row is read, nor anything that is read or written with it.
 */
function readable<T>(element: z.ZodType<T>, stored: unknown): T[] {
  return Array.isArray(stored)
    ? stored.flatMap(value => {
        const { success, data } = element.safeParse(value);
        return success ? [data] : [];
      })
    : [];
}

/** Evidence of another release is none: the row counts as one sighting. */
function evidenceOf(value: unknown): Evidence | undefined {
  const evidence = evidenceSchema.safeParse(value);
  return evidence.success ? evidence.data : undefined;
}

const time = (value: string | undefined) => (value ? new Date(value) : null);

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
    destination: deployment.destination ?? null,
    phase: deployment.phase,
    final: isFinal(deployment.phase),
    finished_at: time(deployment.finishedAt),
    healthy_at: time(deployment.healthyAt),
    degraded_at: time(
      deployment.evidence && degradedAt(deployment, deployment.evidence),
    ),
    started_by: deployment.startedBy ?? null,
    automated: deployment.automated,
    requested_by: deployment.requestedBy ?? null,
    reason: deployment.reason ?? null,
    request_id: deployment.requestId ?? null,
    retries: deployment.retries,
    attempts: deployment.attempts,
    hooks: deployment.hooks,
    revisions: deployment.revisions,
    images: deployment.images,
    images_before: deployment.imagesBefore,
    rollback: deployment.rollback,
    imported: deployment.imported,
    message: deployment.message ?? null,
    url: deployment.url,
    evidence: deployment.evidence ?? {},
  };
}

/** The deployment of a row. */
export function fromDeploymentRow(row: DeploymentRow): ObservedDeployment {
  return compact({
    instance: row.instance,
    uid: row.uid,
    startedAt: row.started_at.toISOString(),
    namespace: row.namespace,
    inControllerNamespace: row.in_controller_namespace,
    project: row.project,
    application: row.application,
    destination: row.destination ?? undefined,
    phase: phaseSchema.catch('Unknown').parse(row.phase),
    finishedAt: row.finished_at?.toISOString(),
    healthyAt: row.healthy_at?.toISOString(),
    startedBy: row.started_by ?? undefined,
    automated: row.automated,
    requestedBy: row.requested_by ?? undefined,
    reason: row.reason ?? undefined,
    requestId: row.request_id ?? undefined,
    retries: row.retries,
    attempts: readable(attemptSchema, row.attempts),
    hooks: readable(hookResultSchema, row.hooks),
    revisions: readable(sourceRevisionSchema, row.revisions),
    images: readable(imageSchema, row.images),
    imagesBefore: readable(imageSchema, row.images_before),
    rollback: row.rollback,
    imported: row.imported,
    message: row.message ?? undefined,
    url: row.url,
    evidence: evidenceOf(row.evidence),
  });
}

/** All of them; the type knows if one is forgotten. */
const COLUMNS: Record<keyof DeploymentRow, true> = {
  instance: true,
  uid: true,
  started_at: true,
  namespace: true,
  in_controller_namespace: true,
  project: true,
  application: true,
  destination: true,
  phase: true,
  final: true,
  finished_at: true,
  healthy_at: true,
  degraded_at: true,
  started_by: true,
  automated: true,
  requested_by: true,
  reason: true,
  request_id: true,
  retries: true,
  attempts: true,
  hooks: true,
  revisions: true,
  images: true,
  images_before: true,
  rollback: true,
  imported: true,
  message: true,
  url: true,
  evidence: true,
};
/** The columns of a row. */
export const DEPLOYMENT_COLUMNS = Object.keys(COLUMNS);

/** What succession needs of a row. */
export const SUCCESSOR_COLUMNS = [
  'instance',
  'uid',
  'started_at',
  'namespace',
  'application',
  'phase',
  'revisions',
  'images',
  'images_before',
  'rollback',
  'imported',
  'evidence',
] as const satisfies Array<keyof DeploymentRow>;

/** A row with these columns only. */
export type SuccessorRow = Pick<
  DeploymentRow,
  (typeof SUCCESSOR_COLUMNS)[number]
>;

/** Such a row, and what was last said to follow from those before it. */
export type StoredSuccessor = Successor &
  Pick<
    ObservedDeployment,
    'namespace' | 'application' | 'rollback' | 'imagesBefore'
  >;

/** What succession needs of a stored deployment. */
export function fromSuccessorRow(row: SuccessorRow): StoredSuccessor {
  return compact({
    instance: row.instance,
    uid: row.uid,
    startedAt: row.started_at.toISOString(),
    namespace: row.namespace,
    application: row.application,
    phase: phaseSchema.catch('Unknown').parse(row.phase),
    revisions: readable(sourceRevisionSchema, row.revisions),
    images: readable(imageSchema, row.images),
    imagesBefore: readable(imageSchema, row.images_before),
    rollback: row.rollback,
    imported: row.imported,
    evidence: evidenceOf(row.evidence),
  });
}
