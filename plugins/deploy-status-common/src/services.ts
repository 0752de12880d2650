import { z } from 'zod';
import { conditionSchema } from './condition';
import {
  entityStatusSchema,
  healthSchema,
  phaseSchema,
  revisionSchema,
  syncSchema,
  timestamp,
} from './model';

/**
 * Why a person should look at a service, the worst first.
 *
 * - `failing`: degraded, or its last deployment failed, or Argo CD reports an error.
 * - `stuck`: an operation or a rollout takes longer than the configured time.
 * - `missing`: resources or the annotated Application are not there.
 * - `drifting`: what runs differs from Git although Argo CD syncs by itself, or although Git has nothing new.
 * - `paused`: suspended.
 * - `unknown`: its state is not known at the moment, or only as it was.
 * - `waiting`: a change in Git waits for a person.
 * - `not-in-production`: it was never deployed to production.
 * - `not-annotated`: it names no Application.
 */
export const attentionKindSchema = z.enum([
  'failing',
  'stuck',
  'missing',
  'drifting',
  'paused',
  'unknown',
  'waiting',
  'not-in-production',
  'not-annotated',
]);
/** {@inheritDoc attentionKindSchema} */
export type AttentionKind = z.output<typeof attentionKindSchema>;

/** One Application in a row of the team or platform page. */
export const servicePlaceSchema = z
  .object({
    instance: z.string(),
    environment: z.string(),
    application: z.string(),
    namespace: z.string(),
    condition: conditionSchema,
    health: healthSchema,
    sync: syncSchema,
    /** The tag, or the shortened digest, of the image that bears its name, or of its first one; several while a rollout has not replaced the old one: `1.4.2, 1.4.3`. */
    version: z.string().optional(),
    deployedAt: timestamp.optional(),
    /** Of the last operation. */
    phase: phaseSchema.optional(),
    /** Why it is as it is, in Argo CD's words, shortened. */
    message: z.string().optional(),
    url: z.string(),
    live: z.boolean(),
  })
  .meta({ id: 'ServicePlace' });
/** {@inheritDoc servicePlaceSchema} */
export type ServicePlace = z.output<typeof servicePlaceSchema>;

/** A service and where it runs: a row of the team or platform page. */
export const serviceRowSchema = z
  .object({
    entityRef: z.string(),
    title: z.string().optional(),
    /** The owner's entity reference. */
    owner: z.string().optional(),
    /** The system's entity reference. */
    system: z.string().optional(),
    state: entityStatusSchema.shape.state,
    /** In the order of the configured instances. */
    places: z.array(servicePlaceSchema),
    /** The worst first; empty if nobody needs to look. */
    attention: z.array(
      z.object({
        kind: attentionKindSchema,
        environment: z.string().optional(),
        /** Since when, where that is known. */
        since: timestamp.optional(),
      }),
    ),
  })
  .meta({ id: 'ServiceRow' });
/** {@inheritDoc serviceRowSchema} */
export type ServiceRow = z.output<typeof serviceRowSchema>;

/**
 * Why it is not known how two environments differ, for an interface to translate.
 *
 * - `not-deployed`: nothing has been deployed to one of them.
 * - `no-commits`: what runs in one of them comes from a chart or an artifact.
 * - `other-repositories`: they are deployed from different repositories.
 * - `several-revisions`: one of them runs more than one revision at the moment.
 * - `several-repositories`: more than one of their repositories differs.
 * - `unsupported-host`: commits cannot be compared on that Git host.
 * - `not-found`: the Git host does not know a commit, or we may not see it.
 * - `unauthorized`: the Git host refuses our credentials.
 * - `rate-limited`: the Git host asks us to slow down.
 * - `unreachable`: the Git host does not answer.
 */
export const differenceProblemSchema = z.enum([
  'not-deployed',
  'no-commits',
  'other-repositories',
  'several-revisions',
  'several-repositories',
  'unsupported-host',
  'not-found',
  'unauthorized',
  'rate-limited',
  'unreachable',
]);
/** {@inheritDoc differenceProblemSchema} */
export type DifferenceProblem = z.output<typeof differenceProblemSchema>;

/** How one environment differs from the one before it on the way to production. */
export const differenceSchema = z
  .object({
    /** The environment nearer to production. */
    behind: z.string(),
    /** The one that a change reaches earlier. */
    ahead: z.string(),
    /** `ahead` is what is usual; `behind` means that the later environment has commits which the earlier one lacks. */
    state: z.enum(['same', 'ahead', 'behind', 'diverged', 'unknown']),
    /** How many commits `ahead` has that `behind` lacks; absent where it is unknown. */
    commits: z.int().nonnegative().optional(),
    /** The newest first, at most 50 of them. */
    newest: z.array(revisionSchema),
    /** The Git host's page that compares both. */
    url: z.string().optional(),
    /** Why it is not known, in English. */
    problem: z.string().optional(),
    /** The same as a word that an interface translates. */
    problemKind: differenceProblemSchema.optional(),
  })
  .meta({ id: 'Difference' });
/** {@inheritDoc differenceSchema} */
export type Difference = z.output<typeof differenceSchema>;
