import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { matchesAny } from './pathFilter';
import type { JobState } from './state';

const patterns = z.array(z.string()).optional();
const pushFilter = z
  .looseObject({
    branches: patterns,
    paths: patterns,
    'paths-ignore': patterns,
  })
  .nullable();

const triggers = z.union([
  z.string().transform(name => ({ [name]: null })),
  z
    .array(z.string())
    .transform(names => Object.fromEntries(names.map(name => [name, null]))),
  z.record(z.string(), z.unknown()),
]);

const workflowSchema = z.looseObject({
  name: z.string().optional(),
  on: triggers,
  jobs: z.record(
    z.string(),
    z.looseObject({
      name: z.string().optional(),
      needs: z
        .union([z.string().transform(one => [one]), z.array(z.string())])
        .default([]),
      steps: z
        .array(
          z.looseObject({
            name: z.string().optional(),
            uses: z.string().optional(),
            run: z.string().optional(),
          }),
        )
        .default([]),
    }),
  ),
});

/** A workflow file, as far as the sandbox acts on it. */
export type Workflow = z.output<typeof workflowSchema>;

/** Reads a workflow file; undefined where GitHub would show it as invalid. */
export function parseWorkflow(text: string): Workflow | undefined {
  try {
    return workflowSchema.safeParse(parse(text)).data;
  } catch (error) {
    if (error instanceof YAMLParseError) return undefined;
    throw error;
  }
}

/** Whether a push of these paths to this branch starts the workflow. */
export function runsOnPush(
  workflow: Workflow,
  branch: string,
  paths: readonly string[],
): boolean {
  if (!('push' in workflow.on)) return false;
  const filter = pushFilter.safeParse(workflow.on.push).data;
  if (!filter) return true;
  if (filter.branches && !matchesAny(filter.branches, branch)) return false;
  const ignored = filter['paths-ignore'];
  if (ignored && paths.every(path => matchesAny(ignored, path))) return false;
  const { paths: wanted } = filter;
  return !wanted || paths.some(path => matchesAny(wanted, path));
}

/** Seconds that a run waits for a runner, and that each of its jobs takes, at pace 1. */
const QUEUE_SECONDS = 0.8;
const RUN_SECONDS = { shortest: 5.2, spread: 4 };

/**
 * When each job will start and end, in the order of `needs`.
 *
 * @param variation - 0 to 1; the same number gives the same plan
 * @param pace - 2 is twice as fast
 * @param fails - a word in the name of the job that shall fail; what needs it is skipped
 */
export function planJobs(
  workflow: Workflow,
  options: { variation: number; pace: number; fails?: string },
): JobState[] {
  const names = Object.keys(workflow.jobs);
  const depth = new Map<string, number>();
  const depthOf = (name: string, seen: readonly string[]): number => {
    const known = depth.get(name);
    if (known !== undefined) return known;
    const needs = (workflow.jobs[name]?.needs ?? []).filter(
      each => each in workflow.jobs && !seen.includes(each),
    );
    const found =
      1 + Math.max(0, ...needs.map(each => depthOf(each, [...seen, name])));
    depth.set(name, found);
    return found;
  };
  const deepest = Math.max(1, ...names.map(name => depthOf(name, [])));
  const each =
    (RUN_SECONDS.shortest + RUN_SECONDS.spread * options.variation) / deepest;
  const failing = names.find(
    name => options.fails && name.includes(options.fails),
  );
  const failDepth =
    failing === undefined ? Infinity : (depth.get(failing) ?? 1);

  return names.map(name => {
    const level = depth.get(name) ?? 1;
    const startsAfter = (QUEUE_SECONDS + (level - 1) * each) / options.pace;
    const skipped = level > failDepth;
    const job = workflow.jobs[name];
    return {
      name: job?.name ?? name,
      startsAfter,
      completesAfter:
        startsAfter + (skipped ? 0 : (each * 0.95) / options.pace),
      conclusion: outcome(skipped, name === failing),
      steps: (job?.steps ?? []).map(
        step => step.name ?? step.uses ?? step.run?.split('\n')[0] ?? 'Run',
      ),
    };
  });
}

function outcome(skipped: boolean, failed: boolean): JobState['conclusion'] {
  if (skipped) return 'skipped';
  return failed ? 'failure' : 'success';
}
