import {
  obstacleKindSchema,
  type Obstacle,
  type ObstacleKind,
} from '@michi/plugin-deploy-status-common';
import { useMemo } from 'react';
import { useActionWords } from './useActionWords';

const TITLES = {
  'sync-window': 'obstacle.syncWindow',
  'auto-sync': 'obstacle.autoSync',
  'operation-running': 'obstacle.operationRunning',
  retrying: 'obstacle.retrying',
  stopping: 'obstacle.stopping',
  'instance-unreachable': 'obstacle.instanceUnreachable',
  access: 'obstacle.access',
  'application-missing': 'obstacle.applicationMissing',
  'not-in-history': 'obstacle.notInHistory',
  'revert-in-git': 'obstacle.revertInGit',
  'nothing-to-change': 'obstacle.nothingToChange',
  'in-git-already': 'obstacle.inGitAlready',
  'not-failed': 'obstacle.notFailed',
  'nothing-runs': 'obstacle.nothingRuns',
  'another-operation': 'obstacle.anotherOperation',
  'another-revision': 'obstacle.anotherRevision',
  'no-source': 'obstacle.noSource',
  'git-host': 'obstacle.gitHost',
  refused: 'obstacle.refused',
  'deploys-newest': 'obstacle.deploysNewest',
  'deploys-failed': 'obstacle.deploysFailed',
  'may-not-end': 'obstacle.mayNotEnd',
  'pull-request-open': 'obstacle.pullRequestOpen',
  'waits-for-window': 'obstacle.waitsForWindow',
  'no-answer': 'obstacle.noAnswer',
  'asked-before': 'obstacle.askedBefore',
} as const satisfies Record<ObstacleKind, string>;

/** What to do about it, where the title does not say it. */
const HINTS = {
  'sync-window': undefined,
  'auto-sync': 'obstacle.autoSyncHint',
  'operation-running': 'obstacle.operationRunningHint',
  retrying: 'obstacle.retryingHint',
  stopping: 'obstacle.stoppingHint',
  'instance-unreachable': 'obstacle.instanceUnreachableHint',
  access: 'obstacle.accessHint',
  'application-missing': undefined,
  'not-in-history': 'obstacle.notInHistoryHint',
  'revert-in-git': 'obstacle.revertInGitHint',
  'nothing-to-change': 'obstacle.nothingToChangeHint',
  'in-git-already': 'obstacle.inGitAlreadyHint',
  'not-failed': 'obstacle.notFailedHint',
  'nothing-runs': 'obstacle.nothingRunsHint',
  'another-operation': 'obstacle.anotherOperationHint',
  'another-revision': 'obstacle.anotherRevisionHint',
  'no-source': 'obstacle.noSourceHint',
  'git-host': 'obstacle.gitHostHint',
  refused: undefined,
  'deploys-newest': 'obstacle.deploysNewestHint',
  'deploys-failed': 'obstacle.deploysFailedHint',
  'may-not-end': undefined,
  'pull-request-open': 'obstacle.pullRequestOpenHint',
  'waits-for-window': undefined,
  'no-answer': undefined,
  'asked-before': undefined,
} as const satisfies Record<ObstacleKind, string | undefined>;

/** What the backend says that is newer than this page has no words here. */
const isKnown = (kind: Obstacle['kind']): kind is ObstacleKind =>
  obstacleKindSchema.safeParse(kind).success;

/** Everything that the portal has to say of a change, in the reader's language; undefined where its message has to do. */
export function useProblemWords(): {
  titleOf(kind: Obstacle['kind']): string | undefined;
  hintOf(kind: Obstacle['kind']): string | undefined;
} {
  const { t } = useActionWords();
  return useMemo(
    () => ({
      titleOf: kind => (isKnown(kind) ? t(TITLES[kind]) : undefined),
      hintOf: kind => {
        const hint = isKnown(kind) ? HINTS[kind] : undefined;
        return hint && t(hint);
      },
    }),
    [t],
  );
}
