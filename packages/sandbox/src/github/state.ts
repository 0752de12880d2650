import { z } from 'zod';

const jobSchema = z.object({
  name: z.string(),
  /** Seconds after the run was created. */
  startsAfter: z.number(),
  completesAfter: z.number(),
  conclusion: z.enum(['success', 'failure', 'skipped']),
  steps: z.array(z.string()),
});

const runSchema = z.object({
  id: z.number().int(),
  number: z.number().int(),
  event: z.enum(['push', 'pull_request', 'workflow_dispatch']),
  branch: z.string(),
  sha: z.string(),
  title: z.string(),
  actor: z.string(),
  workflow: z.object({
    id: z.number().int(),
    name: z.string(),
    path: z.string(),
  }),
  createdAt: z.string(),
  /** What will happen; the state at any moment follows from it and the clock. */
  jobs: z.array(jobSchema),
  /** The image that a successful run publishes. */
  imageTag: z.string().optional(),
  /** Environments that Flux's automation has still to bring the image to, in order. */
  rollout: z.array(z.string()),
});

const pullSchema = z.object({
  number: z.number().int(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean(),
  author: z.string(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string(), sha: z.string() }),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().nullable(),
  mergedAt: z.string().nullable(),
  mergeCommitSha: z.string().nullable(),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
  reviewers: z.array(z.string()),
  teamReviewers: z.array(z.string()),
});

/** What GitHub knows of a repository beside its Git objects. */
export const repositoryStateSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  description: z.string().nullable(),
  homepage: z.string().nullable(),
  visibility: z.enum(['public', 'private', 'internal']),
  defaultBranch: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  pushedAt: z.string().nullable(),
  topics: z.array(z.string()),
  /** Switches such as `has_issues` or `allow_squash_merge`, under GitHub's own names. */
  settings: z.record(z.string(), z.union([z.boolean(), z.string()])),
  /** Branch name to the protection as it was asked for. */
  protection: z.record(z.string(), z.record(z.string(), z.unknown())),
  collaborators: z.record(z.string(), z.string()),
  teams: z.record(z.string(), z.string()),
  variables: z.record(z.string(), z.string()),
  /** Names only: nothing reads a secret's value. */
  secrets: z.array(z.string()),
  pulls: z.array(pullSchema),
  runs: z.array(runSchema),
  lastRunNumber: z.number().int(),
});

export type RepositoryState = z.infer<typeof repositoryStateSchema>;
export type PullState = z.infer<typeof pullSchema>;
export type RunState = z.infer<typeof runSchema>;
export type JobState = z.infer<typeof jobSchema>;

/** A repository as GitHub makes it when nothing else is asked for. */
export function newRepositoryState(given: {
  id: number;
  name: string;
  now: string;
}): RepositoryState {
  return {
    id: given.id,
    name: given.name,
    description: null,
    homepage: null,
    visibility: 'public',
    defaultBranch: 'main',
    createdAt: given.now,
    updatedAt: given.now,
    pushedAt: null,
    topics: [],
    settings: {
      has_issues: true,
      has_projects: true,
      has_wiki: true,
      allow_merge_commit: true,
      allow_squash_merge: true,
      allow_rebase_merge: true,
      allow_auto_merge: false,
      allow_update_branch: false,
      delete_branch_on_merge: false,
    },
    protection: {},
    collaborators: {},
    teams: {},
    variables: {},
    secrets: [],
    pulls: [],
    runs: [],
    lastRunNumber: 0,
  };
}
