import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.array(z.string()).default([]);

const featureSchema = z.strictObject({
  /** Its name in the code. */
  flag: z.string(),
  meaning: z.string(),
  /** The commit that adds it. */
  message: z.string(),
});

const settingSchema = z.strictObject({
  /** The Go constant. */
  constant: z.string(),
  /** What Go multiplies it with; a plain number without. */
  unit: z.enum(['time.Millisecond', 'time.Second', 'time.Minute']).optional(),
  meaning: z.string(),
  first: z.number().int(),
  /** Later values, each with the commit that sets it. */
  steps: z.array(
    z.strictObject({ value: z.number().int(), message: z.string() }),
  ),
});

const environmentSchema = z.enum(['dev', 'staging', 'production']);

const serviceSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  /** The owning group. */
  team: z.string(),
  system: z.string(),
  port: z.number().int(),
  /** First two parts of its image tags; the third is the CI run's number. */
  series: z.string().regex(/^\d+\.\d+$/),
  environments: z
    .array(environmentSchema)
    .default(['dev', 'staging', 'production']),
  lifecycle: z.enum(['production', 'experimental']).default('production'),
  provides: names,
  consumes: names,
  dependsOn: names,
  /** The most commits that its people made within the 90 days. */
  commits: z.number().int().default(22),
  /** Days between promotions to production. */
  promotedEvery: z.number().default(6),
  /** Production has not been promoted for this many days. */
  productionBehind: z.number().default(0),
  /** Days ago that the repository was made, where that is within the 90 days. */
  createdDaysAgo: z.number().optional(),
  /** Jobs that Argo CD runs before and after each sync. */
  jobs: z.array(z.enum(['migration', 'smoke-test'])).default([]),
  features: z.array(featureSchema),
  /** A pull request that waits: it sets one of the settings. */
  pullRequest: z
    .strictObject({
      branch: z.string(),
      title: z.string(),
      body: z.string(),
      constant: z.string(),
      value: z.number().int(),
    })
    .optional(),
  settings: z.array(settingSchema),
});

/** Where a service runs. */
export type Environment = z.output<typeof environmentSchema>;
/** A service of the example organisation, and what its people worked on. */
export type Service = z.output<typeof serviceSchema>;

/**
 * Reads `services.yaml`.
 *
 * @throws ZodError that names what is wrong in it
 */
export function readServices(file: string): Service[] {
  return z.array(serviceSchema).parse(parse(readFileSync(file, 'utf8')));
}
