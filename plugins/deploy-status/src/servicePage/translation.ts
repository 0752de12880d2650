import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the tab "Deployments" of a service. */
export const servicePageTranslationRef = createTranslationRef({
  id: 'deploy-status.service-page',
  messages: {
    headline: {
      ahead_one: '{{ahead}} is {{count}} commit ahead of {{behind}}.',
      ahead_other: '{{ahead}} is {{count}} commits ahead of {{behind}}.',
      behind: '{{behind}} has commits that {{ahead}} lacks.',
      diverged: '{{ahead}} and {{behind}} each have commits of their own.',
    },
    matrix: {
      title: 'Environments',
      deployed: 'Deployed',
      rollout: 'Rollout',
      ahead: 'Ahead of next',
      links: 'Links and actions',
      automatic: 'auto-sync',
      by: 'by {{name}}',
      synced: 'synced {{took}}',
      healthy: 'healthy {{took}}',
      settling: 'not healthy yet: {{elapsed}}',
      failed: 'failed after {{took}}',
      rolledBack:
        'Rolled back: Git says something else, and the next sync deploys that.',
      mixed:
        'Not all that runs is of this commit: a later sync failed halfway, or was of some resources only.',
      notRecorded: 'not recorded',
      logs: 'Logs',
      openLogs: 'Logs of {{name}} in {{environment}}',
    },
    difference: {
      commits_one: '{{count}} commit',
      commits_other: '{{count}} commits',
      show: 'ahead of {{behind}}',
      sameVersion: 'same version',
      otherVersion: 'same commit, other version',
      some: 'some commits',
      behind: 'lacks commits',
      diverged: 'diverged',
      unknown: 'not known',
      behindLong: '{{behind}} has commits that {{ahead}} lacks.',
      divergedLong:
        '{{ahead}} and {{behind}} each have commits that the other lacks.',
      why: {
        notDeployed:
          'At least one of {{ahead}} and {{behind}} has nothing deployed yet.',
        noCommits:
          'What runs in {{ahead}} or {{behind}} comes from a chart or an artifact, which has no commits to compare.',
        otherRepositories:
          '{{ahead}} and {{behind}} are deployed from different repositories.',
        severalRevisions:
          'More than one revision runs in {{ahead}} or {{behind}} at the moment.',
        severalRepositories:
          'They are deployed from several repositories, and more than one of them differs.',
        unsupportedHost:
          'Commits can be compared on GitHub and GitHub Enterprise, where they are configured under integrations.',
        notFound:
          'The Git host does not know one of the commits, or the portal may not read the repository.',
        unauthorized:
          'The Git host refuses the portal’s credentials. A platform engineer must renew them.',
        rateLimited:
          'The Git host asks the portal to slow down. It is asked again in a while.',
        unreachable:
          'The Git host does not answer. It is asked again in a while.',
      },
      list: 'Commits in {{ahead}} that {{behind}} lacks',
      listed: 'The newest {{shown}} of {{total}}.',
      compare: 'Compare on the Git host',
    },
    progress: {
      deploying: 'Deploying {{version}}',
      resources: '{{done}} of {{total}} resources applied',
      preparing: 'no resources applied yet',
      bar: 'Applied resources in {{environment}}',
    },
    hooks: {
      list: 'Hooks in {{environment}}',
      step: '{{type}} {{name}}',
    },
    failure: {
      why: 'Why the last deployment failed',
      last: 'Last failure: {{version}} in {{environment}}, {{when}}.',
      recovered: '{{version}} succeeded {{after}} later.',
      superseded:
        'Git has moved to another commit since, so it was not tried again.',
      noReason: 'Argo CD gave no reason.',
      degraded:
        'It was applied, then became Degraded, and was not healthy with it since.',
    },
    timeline: {
      title: 'Timeline',
      summary_one: '{{count}} deployment, {{failed}} failed, since {{date}}',
      summary_other: '{{count}} deployments, {{failed}} failed, since {{date}}',
      summaryFailed_one: '{{count}} failed deployment since {{date}}',
      summaryFailed_other: '{{count}} failed deployments since {{date}}',
      summaryRollbacks_one: '{{count}} rollback since {{date}}',
      summaryRollbacks_other: '{{count}} rollbacks since {{date}}',
      loadFailed: 'The timeline could not be loaded',
      none: 'No deployments since {{date}}',
      noneHint: 'Deployments appear here as they happen, and stay.',
      noneNarrowed: 'Nothing matches since {{date}}',
      noneNarrowedHint:
        'Show all environments and results, or a longer period.',
      showAll_one: 'Show all of the last year',
      showAll_other: 'Show all of the last {{count}} years',
      chart:
        'Deployments by environment and time. Arrow keys lead from one to the next, Enter opens it. The same as a table below.',
      earlier: 'earlier ones are not loaded',
      listed: '{{shown}} of {{total}} deployments are shown.',
      more: 'Load more',
      loading: 'Loading',
      export: 'Export as CSV',
      exporting: 'Exporting',
      exportFailed: 'The deployments could not be exported',
      notHere:
        'The deployment that the address names is not among these. It may be older than the period, or of another environment.',
    },
    filter: {
      environments: 'Environments',
      results: 'Results',
      period: 'Period',
      all: 'All',
      failed: 'Failed',
      rollback: 'Rollbacks',
      days: '{{n}} days',
      years_one: '{{count}} year',
      years_other: '{{count}} years',
    },
    table: {
      caption: 'Deployments, newest first',
      started: 'Started',
      result: 'Result',
      commit: 'Commit',
      by: 'By',
      synced: 'To synced',
      healthy: 'To healthy',
      details: 'Details of {{version}} in {{environment}}, {{time}}',
      open: 'details of {{version}} in {{environment}}',
      someVersion: 'a version without a tag',
      rolledBack: 'Rolled back',
      rollbackFailed: 'Rollback failed',
      checks: 'CI run',
      openChecks: 'CI run of commit {{revision}}',
      retries_one: '{{count}} retry',
      retries_other: '{{count}} retries',
    },
    details: {
      startedAt: 'Started',
      message: 'Message',
      health: 'Health',
      degraded:
        'Degraded {{after}} after the start, and not healthy with it since',
      images: 'Images',
      change: '{{before}} → {{after}}',
      notKnown: 'not known',
      none: 'none',
      attempts: 'Attempts',
      attempt: 'Attempt {{n}}: {{phase}}',
      attemptTook: 'after {{took}}',
      hooks: 'Hooks',
      requestedBy: 'Requested by',
      reason: 'Reason',
      instance: 'Argo CD',
      imported: 'Imported from earlier records',
      source: 'Source',
    },
  },
  // Fetched only by those who read it.
  translations: { ja: () => import('./translation.ja') },
});
