import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of what people can do to an Application. */
export const deployStatusActionsTranslationRef = createTranslationRef({
  id: 'deploy-status.actions',
  messages: {
    /** Between two sentences. */
    space: ' ',
    offer: {
      menu: 'Actions for {{name}} in {{environment}}',
      sync: 'Sync',
      retry: 'Retry',
      terminate: 'Stop',
      refresh: 'Refresh',
      syncHint: 'Make what runs what Git says',
      retryHint: 'Repeat the deployment that failed',
      terminateHint: 'Stop the operation that runs',
      refreshHint: 'Compare with Git now; changes nothing that runs',
      rollback: 'Roll back',
      rollbackHint: 'Back to {{version}}, the last good deployment before',
      rollbackNone:
        'No earlier deployment of something else is known that succeeded; go back in Git.',
      rollbackLooking: 'Looking for the last good deployment before',
      rollbackTo: 'Roll back {{environment}} to {{version}}',
      promote: 'Promote {{version}} to {{environment}}',
      someVersion: 'this version',
    },
    grant: {
      action: 'You may not do this to {{name}}.',
      protected:
        '{{environment}} is protected: changes there need a permission that you do not have.',
      ask: 'Ask {{owners}} or the platform team to do it, or to give you access.',
      askPlatform: 'Ask the platform team to do it, or to give you access.',
    },
    title: {
      sync: 'Sync {{name}} in {{environment}}',
      rollback: 'Roll back {{name}} in {{environment}} to {{version}}',
      promote: 'Promote {{name}} {{version}} to {{environment}}',
      putBack: 'Put {{name}} {{version}} back in {{environment}}',
      retry: 'Retry the last deployment of {{name}} in {{environment}}',
      terminate: 'Stop the operation of {{name}} in {{environment}}',
      refresh: 'Compare {{name}} in {{environment}} with Git',
    },
    plan: {
      loading: 'Asking what would change',
      failed: 'What would change could not be found out',
      changes: 'What will change in {{environment}}',
      changesHere: 'What would change in {{environment}}',
      what: 'What',
      now: 'Now',
      after: 'After',
      commit: 'Commit',
      image: 'Image {{name}}',
      nothing: 'nothing',
      same: 'unchanged',
      resources: 'Resources',
      resourcesNone: 'No resource would change.',
      showAll: 'Show all {{n}}',
      unchanged_one: '{{count}} resource stays as it is.',
      unchanged_other: '{{count}} resources stay as they are.',
      create: 'create',
      update: 'change',
      delete: 'delete',
      unknown: 'may change',
      dryRunFailed_one:
        'The dry run failed for {{count}} resource; the cluster will most likely reject it.',
      dryRunFailed_other:
        'The dry run failed for {{count}} resources; the cluster will most likely reject them.',
      files: 'Lines that the pull request changes',
      line: '{{path}}, line {{line}}',
      before: 'Before',
    },
    choice: {
      scope: 'What to sync',
      all: 'The whole Application',
      some: 'Only some resources',
      resources: 'Resources to sync',
      chosen: '{{chosen}} of {{total}} chosen',
      none: 'Choose at least one resource.',
      prune: 'Also delete what is no longer in Git',
      pruneHint:
        'What is deleted is gone, with its data where it holds any. The list below says what it is.',
      pruneNothing: 'At the moment there is nothing to delete.',
    },
    obstacle: {
      syncWindow: 'A sync window of Argo CD forbids it',
      until: 'It ends {{when}}: {{time}}.',
      autoSync: 'Auto-sync would undo it at once',
      operationRunning: 'Another operation runs',
      instanceUnreachable: 'Argo CD does not answer',
      applicationMissing: 'Argo CD does not have this Application',
      notInHistory: 'Argo CD no longer knows that deployment',
      revertInGit: 'The way back is to revert the commits in Git',
      nothingToChange: 'There is nothing to change',
      noSource: 'The manifest cannot be found or changed',
      refused: 'Argo CD refuses it',
      autoSyncHint:
        'Argo CD syncs this Application with Git by itself. Go back in Git instead.',
      operationRunningHint: 'Wait until it has ended, or stop it.',
      instanceUnreachableHint:
        'Nothing can be changed there until it does. The row of the environment says why, as far as it is known.',
      notInHistoryHint: 'Its history is short. Go back in Git instead.',
      revertInGitHint:
        'The images of that deployment are those that run now, or are not known, so a pull request for images would change nothing.',
      compare: 'See what was committed since',
      nothingToChangeHint: 'It is already as it would be afterwards.',
      inGitAlready: 'Git says these images already',
      inGitAlreadyHint:
        'No pull request is needed: they are deployed with the next sync.',
      noSourceHint: 'Change the images in the repository by hand.',
      again: 'Check again',
      retrying: 'Argo CD repeats by itself what failed',
      retryingHint: 'Wait until it has ended, or stop it.',
      stopping: 'An operation is being stopped',
      stoppingHint: 'Wait until it has ended.',
      access: 'Argo CD refuses the portal’s account',
      accessHint:
        'The platform team must renew its token, or give it the permission.',
      notFailed: 'The last operation did not fail',
      notFailedHint: 'There is nothing to repeat.',
      nothingRuns: 'No operation runs',
      nothingRunsHint: 'There is nothing to stop.',
      anotherOperation: 'It is another operation by now',
      anotherOperationHint: 'Look at what it is about before you decide.',
      gitHost: 'The Git host does not do its part',
      gitHostHint:
        'Try it later, or change the images in the repository by hand.',
      deploysNewest: 'It deploys the newest commit, not the one that failed',
      deploysNewestHint:
        'With auto-sync or several sources Argo CD takes no other.',
      deploysFailed: 'It deploys the commit that failed, and Git is at another',
      deploysFailedHint:
        'To deploy what Git says now, sync instead. A commit that was reverted in Git would be deployed again.',
      mayNotEnd: 'A sync window may keep Argo CD from stopping it at once',
      pullRequestOpen: 'A pull request with this change is open already',
      pullRequestOpenHint:
        'No other one is opened, and a new reason is not added to it.',
      waitsForWindow:
        'What is merged is deployed only once a sync window of Argo CD ends',
      noAnswer: 'No usable answer came',
      askedBefore:
        'The same request was made before, and what became of it is not known',
      pullRequest: 'Open a pull request that puts {{version}} back',
      stopOther: 'Stop the operation that runs',
    },
    plain: {
      terminate:
        'Argo CD stops where it is. What it has applied so far stays applied; the rest stays as it was.',
      retry:
        'Argo CD repeats the operation that failed, with the same resources and options.',
      rollback:
        'What runs goes back; Git stays as it is. Unless it is changed too, the next sync deploys again what Git says.',
      failed: 'What failed',
      runs: 'What runs',
      running: 'Runs for {{elapsed}}',
      runningBy: 'Runs for {{elapsed}}, started by {{name}}',
      ended: 'Ended {{when}}',
      endedBy: 'Ended {{when}}, started by {{name}}',
      automatic: 'Argo CD itself',
      some_one: '{{count}} chosen resource',
      some_other: '{{count}} chosen resources',
      prune: 'deletes what is no longer in Git',
      reason: 'Reason: {{reason}}',
      dryRun: 'It is a dry run, which applies nothing.',
      unfinished: 'Not finished',
      finished_one: '{{count}} resource or hook is finished.',
      finished_other: '{{count}} resources and hooks are finished.',
      notBegun:
        'It has been asked for and has not begun, so Argo CD may not be able to stop it yet.',
    },
    state: {
      failed: 'failed',
      running: 'runs',
      pending: 'not reached',
      done: 'finished',
    },
    quotation: {
      argocd: 'Argo CD says:',
      gitHost: 'The Git host says:',
    },
    consent: {
      protected: '{{environment}} is protected.',
      reason: 'Reason',
      reasonOptional: 'Reason (optional)',
      reasonHint: 'Kept with the deployment and in the audit log.',
      reasonShort: 'At least {{min}} characters.',
      confirm: 'Type {{environment}} to confirm',
      confirmCase:
        'Capital and small letters count: it is written {{environment}}.',
    },
    button: {
      cancel: 'Cancel',
      close: 'Close',
      sync: 'Sync',
      rollback: 'Roll back',
      promote: 'Open pull request',
      retry: 'Retry',
      terminate: 'Stop it',
      refresh: 'Refresh',
      sending: 'Sending',
      sendAgain: 'Try again',
      backToPlan: 'Back to the plan',
      argocd: 'Open in Argo CD',
      pullRequest: 'Open the pull request',
    },
    problem: {
      notSent: 'It is not known whether the request arrived',
      notSentHint:
        'Trying again is safe: the same request is carried out once.',
      rejected: 'The portal did not do it',
      denied: 'You may not do this',
      refused: 'Refused; nothing was changed',
      refusedHint: 'Mend what it names, then look at the plan again.',
      unknown: 'No answer came; it may or may not have been done',
      unknownHint:
        'Look below or in Argo CD whether something begins. The plan says whether there is still something to do.',
      reference: 'Reference: {{reference}}',
    },
    progress: {
      sent: 'Sending the request',
      repeated: 'This had been asked for before; it was not done twice.',
      asked: 'Argo CD has taken it and not begun yet',
      askedLong:
        'It takes longer than usual. Argo CD’s controller may be busy or down; nothing is lost by waiting or by closing this.',
      askedToStop: 'Argo CD has been asked to stop',
      running: 'Deploying',
      stopping: 'Being stopped',
      applied: '{{done}} of {{total}} resources applied',
      hook: '{{type}} {{name}}: {{phase}}',
      retries_one: '{{count}} retry',
      retries_other: '{{count}} retries',
      failed: 'The deployment failed',
      failedHint:
        'What was applied before it failed stays applied. The row of {{environment}} shows what is wrong.',
      rollingOut: 'Applied; waiting until it is healthy',
      settling: 'Applied; waiting until Argo CD has looked at it again',
      unhealthy: 'Applied, but what runs is not healthy',
      unhealthyHint:
        'If it stays so, roll back: the menu of {{environment}} says to which deployment that is possible.',
      differs: 'Applied and healthy; it still differs from Git',
      differsHint:
        'Some resources are left out of this sync, or no longer in Git.',
      rolledBack: 'Rolled back and healthy in {{environment}}',
      rolledBackHint:
        'Git still says what ran before: the next sync deploys that again, unless Git is changed too.',
      deployed: '{{name}} is deployed and healthy in {{environment}}',
      stopped: 'Stopped',
      stoppedHint:
        'Look at the row of {{environment}} for what was applied before.',
      silent: 'Argo CD does not answer any more',
      silentHint:
        'It was taken. What became of it is shown here as soon as Argo CD answers.',
      opened: 'The pull request is open',
      openedHint:
        '{{environment}} changes once it is merged and synced; the row of {{environment}} shows it.',
      comparing: 'Comparing {{name}} in {{environment}} with Git',
      compared: '{{name}} in {{environment}} was compared with Git just now',
      compareRefused: 'Argo CD did not compare {{name}} in {{environment}}',
      mayClose: 'It goes on when this is closed.',
    },
  },
  // Fetched only by those who read it.
  translations: { ja: () => import('./translation.ja') },
});
