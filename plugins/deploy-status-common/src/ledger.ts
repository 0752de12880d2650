import { nameText } from '@michi/contract-common';
import { z } from 'zod';
import {
  hookResultSchema,
  imageSchema,
  phaseSchema,
  revisionSchema,
  timestamp,
} from './model';

/** One attempt of a sync operation: Argo CD may try again several times. */
export const attemptSchema = z
  .object({
    /** 1 for the first one. */
    number: z.int().positive(),
    phase: phaseSchema,
    finishedAt: timestamp.optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'Attempt' });
/** {@inheritDoc attemptSchema} */
export type Attempt = z.output<typeof attemptSchema>;

/**
 * One sync operation, kept after Argo CD forgot it: successful or failed, by
 * hand or automatic, with its attempts. `(instance, uid, startedAt)` identifies
 * it, however it was seen.
 */
export const deploymentSchema = z
  .object({
    /** Opaque, and the same for ever; what a rollback names. */
    id: z.string(),
    instance: z.string(),
    environment: z.string(),
    /** The Application's name. */
    application: z.string(),
    /** Of the Application object. */
    namespace: z.string(),
    /** Of the Application object; another one of the same name has another. */
    uid: z.string(),
    /** The entity that was asked for and owns the Application. */
    entityRef: z.string(),
    phase: phaseSchema,
    startedAt: timestamp,
    /** When the resources were applied or the last attempt failed. */
    finishedAt: timestamp.optional(),
    /** When the Application was first healthy after it succeeded, before the next operation began. */
    healthyAt: timestamp.optional(),
    /** When the Application became Degraded by it after it succeeded; {@link outcomeOf} says whether that was its end. */
    degradedAt: timestamp.optional(),
    /** What Argo CD said of its health then. */
    degradedMessage: z.string().optional(),
    /** A user name of Argo CD; absent for auto-sync. */
    startedBy: z.string().optional(),
    automated: z.boolean(),
    /** The entity of the person who asked for it through the portal. */
    requestedBy: z.string().optional(),
    /** What that person gave as the reason. */
    reason: z.string().optional(),
    /** True if it put back what had run before something newer. */
    rollback: z.boolean(),
    /** In their order; the last one is the outcome. Those of which nothing is known are left out. */
    attempts: z.array(attemptSchema),
    /** How often Argo CD tried again; 0 where the first attempt was the only one. */
    retries: z.int().nonnegative(),
    hooks: z.array(hookResultSchema),
    revisions: z.array(revisionSchema),
    /** What ran when it began; empty where that is not known. */
    imagesBefore: z.array(imageSchema),
    /** What it deployed; empty where that is not known. */
    images: z.array(imageSchema),
    message: z.string().optional(),
    /** The Application's page in Argo CD. */
    url: z.string(),
    /** True if it was imported, not seen. */
    imported: z.boolean(),
  })
  .meta({ id: 'Deployment' });
/** {@inheritDoc deploymentSchema} */
export type Deployment = z.output<typeof deploymentSchema>;

const importedPhase = z.enum(['Succeeded', 'Failed', 'Error']);
const importedMessage = z.string().max(10_000).optional();
const MOST_PARTS = 50;

const importedAttemptSchema = z.strictObject({
  number: attemptSchema.shape.number,
  phase: importedPhase,
  finishedAt: timestamp.optional(),
  message: importedMessage,
});

const importedHookSchema = z.strictObject({
  kind: nameText(253),
  namespace: nameText(253).optional(),
  name: nameText(253),
  type: hookResultSchema.shape.type,
  phase: phaseSchema,
  message: importedMessage,
});

/**
 * A deployment of the past, as an import brings it: one line of NDJSON. What
 * Argo CD itself still knows is the same deployment if instance, uid and
 * startedAt are the same.
 */
export const importedDeploymentSchema = z
  .strictObject({
    /** A configured instance. */
    instance: nameText(200),
    /** The Application's name. */
    application: nameText(253),
    /** Of the Application object; Argo CD's own where it is absent. */
    namespace: nameText(253).optional(),
    /** Of the Application object; made from instance, namespace and name where it is not known. */
    uid: nameText(253).optional(),
    /** The Argo CD project. */
    project: nameText(253).default('default'),
    phase: importedPhase,
    startedAt: timestamp,
    finishedAt: timestamp,
    healthyAt: timestamp.optional(),
    startedBy: nameText(300).optional(),
    automated: z.boolean().default(false),
    /** How often it was tried again; 0 where the first attempt was the only one. */
    retries: z.int().nonnegative().max(1000).default(0),
    /**
     * In their order, as far as they are known. The one after the last retry is the
     * outcome, and may be left out: the deployment says it.
     */
    attempts: z.array(importedAttemptSchema).max(MOST_PARTS).default([]),
    hooks: z.array(importedHookSchema).max(MOST_PARTS).default([]),
    repoUrl: z.url({ protocol: /^(https?|ssh|git|oci)$/ }).optional(),
    revision: nameText(300).optional(),
    /** Of the revision. */
    author: z.string().max(300).optional(),
    /** Of the revision; its first line is kept. */
    commitMessage: z.string().max(10_000).optional(),
    committedAt: timestamp.optional(),
    /** As in a manifest: `ghcr.io/hanabi/blog-api:1.42.0`. */
    images: z.array(nameText(500)).max(50).default([]),
    imagesBefore: z.array(nameText(500)).max(50).default([]),
    message: importedMessage,
  })
  .meta({ id: 'ImportedDeployment' });
/** {@inheritDoc importedDeploymentSchema} */
export type ImportedDeployment = z.output<typeof importedDeploymentSchema>;

/** What became of an import. `accepted + known + refused` are the lines that were not empty. */
export const importReportSchema = z
  .object({
    /** Deployments that were new. */
    accepted: z.int().nonnegative(),
    /** Deployments that the ledger had already; they are completed, never contradicted. */
    known: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    /** The first hundred refused lines. */
    refusals: z.array(
      z.object({
        /** 1 for the first line. */
        line: z.int().positive(),
        reason: z.string(),
      }),
    ),
    /** Refused lines that `refusals` does not name. */
    leftOut: z.int().nonnegative(),
  })
  .meta({ id: 'ImportReport' });
/** {@inheritDoc importReportSchema} */
export type ImportReport = z.output<typeof importReportSchema>;
