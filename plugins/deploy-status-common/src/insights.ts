import { nameText } from '@michi/contract-common';
import { z } from 'zod';
import { timestamp } from './model';

/** Why a deployment does not count towards a figure. */
export const exclusionReasonSchema = z.enum([
  /** It still runs. */
  'unfinished',
  /** It did not succeed. */
  'failed',
  /** It deployed what ran already; or, in figures of failures, it repeated an attempt that failed and counts. */
  'same-revision',
  /** The time of its commit is not known. */
  'no-commit-time',
  /** It was not seen becoming healthy. */
  'never-seen-healthy',
  /** It put back what had run before. */
  'rollback',
  /** It failed, and nothing has succeeded since. */
  'not-recovered',
  /** Clocks disagree: it would have taken less than no time. */
  'negative',
]);
/** {@inheritDoc exclusionReasonSchema} */
export type ExclusionReason = z.output<typeof exclusionReasonSchema>;

const exclusions = z.array(
  z.object({ reason: exclusionReasonSchema, n: z.int().positive() }),
);

/** A duration's distribution. Percentiles lie linearly between the closest ranks; they are absent where n is 0. */
export const distributionSchema = z
  .object({
    n: z.int().nonnegative(),
    p50Seconds: z.number().nonnegative().optional(),
    p90Seconds: z.number().nonnegative().optional(),
    excluded: exclusions,
  })
  .meta({ id: 'Distribution' });
/** {@inheritDoc distributionSchema} */
export type Distribution = z.output<typeof distributionSchema>;

/** What the ledger says of a period: DORA's figures and how long deployments take, each with its n. */
export const figuresSchema = z
  .object({
    /** Deployments of something new to production whose sync succeeded. */
    deploymentFrequency: z.object({
      n: z.int().nonnegative(),
      /** Length of the period for which the ledger has records, in days. */
      days: z.number().nonnegative(),
      /** Absent where the ledger has no records of the period. */
      perDay: z.number().nonnegative().optional(),
      excluded: exclusions,
    }),
    /** From the commit of the oldest change that a deployment brought to healthy in production: of the image versions that first appeared in any environment after the one that ran before, up to the deployed one; from the deployed commit where the image is not new or not known. */
    leadTime: distributionSchema,
    /** From the start of the operation to its success, in all environments asked for. */
    timeToSynced: distributionSchema,
    /** From the start of the operation to healthy. */
    timeToHealthy: distributionSchema,
    /** Deployments to production that failed, became degraded and were never healthy, or were undone by a rollback. */
    failureRate: z.object({
      n: z.int().nonnegative(),
      failed: z.int().nonnegative(),
      /** Between 0 and 1; absent where n is 0. */
      rate: z.number().min(0).max(1).optional(),
      excluded: exclusions,
    }),
    /** From a failure in production to the next healthy deployment of the same Application. */
    recoveryTime: distributionSchema,
  })
  .meta({ id: 'Figures' });
/** {@inheritDoc figuresSchema} */
export type Figures = z.output<typeof figuresSchema>;

/** Whose deployments are asked about. */
export const insightsScopeSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('platform') }),
    z.object({ kind: z.literal('service'), ref: nameText(300) }),
    z.object({ kind: z.literal('team'), ref: nameText(300) }),
    z.object({ kind: z.literal('system'), ref: nameText(300) }),
  ])
  .meta({ id: 'InsightsScope' });
/** {@inheritDoc insightsScopeSchema} */
export type InsightsScope = z.output<typeof insightsScopeSchema>;

/** Figures of a scope and a period. */
export const insightsSchema = z
  .object({
    scope: insightsScopeSchema,
    since: timestamp,
    until: timestamp,
    /** When the ledger was read for it, at most ten minutes ago; what happened since is not in it. */
    readAt: timestamp,
    /** The environments that count as production. */
    production: z.array(z.string()),
    /** Services with at least one Application or deployment. */
    services: z.int().nonnegative(),
    /** Services left out because the caller may not read them. */
    denied: z.int().nonnegative(),
    /** The earliest deployment that the ledger has of the scope; absent where it has none. */
    recordsSince: timestamp.optional(),
    figures: figuresSchema,
    /** The period in calendar days, weeks (from Monday) or months of UTC, oldest first, the first and the last cut short by it; empty where no bucket was asked for. */
    series: z.array(
      z.object({ from: timestamp, to: timestamp, figures: figuresSchema }),
    ),
    /** One level down: teams of the platform, services of a team or a system, those that deploy most first. Empty for a service. */
    breakdown: z.array(
      z.object({
        kind: z.enum(['service', 'team']),
        /** Of the entity; `none` for services without an owner. */
        ref: z.string(),
        title: z.string().optional(),
        figures: figuresSchema,
      }),
    ),
  })
  .meta({ id: 'Insights' });
/** {@inheritDoc insightsSchema} */
export type Insights = z.output<typeof insightsSchema>;

/** How an Argo CD instance keeps up, per destination cluster: its controllers are sharded by it. */
export const syncLatencySchema = z
  .object({
    instance: z.string(),
    environment: z.string(),
    /** The destination cluster; absent in the row for the whole instance, which comes first. */
    destination: z.string().optional(),
    applications: z.int().nonnegative(),
    /** Operations that were asked for and have not begun. */
    queued: z.int().nonnegative(),
    running: z.int().nonnegative(),
    /** Of the operation that runs longest. */
    longestRunningSeconds: z.number().nonnegative().optional(),
    /** How long finished sync operations took. */
    duration: distributionSchema,
    /** From the commit to the start of the automatic sync: how fast changes are noticed. */
    delay: distributionSchema,
    /** Oldest first. */
    series: z.array(
      z.object({
        from: timestamp,
        to: timestamp,
        duration: distributionSchema,
        delay: distributionSchema,
      }),
    ),
  })
  .meta({ id: 'SyncLatency' });
/** {@inheritDoc syncLatencySchema} */
export type SyncLatency = z.output<typeof syncLatencySchema>;
