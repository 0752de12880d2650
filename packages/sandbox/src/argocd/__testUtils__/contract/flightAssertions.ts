import assert from 'node:assert/strict';
import {
  applicationOf,
  hasFields,
  isStream,
  named,
  seenIn,
  type Assertion,
  type Exchange,
  type Seen,
} from './exchange';

/** The frames from the first with an operation on. */
function fromRequest(exchange: Exchange): Seen[] {
  const seen = seenIn(exchange);
  return seen.slice(seen.findIndex(({ application }) => application.operation));
}

const phases = (seen: Seen[]) =>
  seen
    .map(({ application }) => application.status.operationState?.phase ?? '')
    .filter((phase, index, all) => phase !== all[index - 1]);

const isRehearsal = ({ application }: Seen): boolean =>
  application.status.operationState?.operation.sync?.dryRun === true;

const SYNCS = ['watch-oam-sse', 'watch-oam-second-sse'];

/** What an application goes through, frame by frame. */
export const flightAssertions: Assertion[] = [
  {
    title:
      'in flight: operation, Running, Succeeded with the old sync status, then Synced',
    of: named(...SYNCS),
    check: exchange => {
      const seen = fromRequest(exchange);
      assert.deepEqual(phases(seen), ['', 'Running', 'Succeeded']);
      const done = seen.filter(
        ({ application }) =>
          application.status.operationState?.phase === 'Succeeded',
      );
      const sync = done.map(
        ({ application }) => application.status.sync.status,
      );
      assert.equal(sync[0], 'OutOfSync');
      assert.equal(sync.at(-1), 'Synced');
    },
  },
  {
    title: 'history grows while the operation still runs',
    of: named(...SYNCS),
    check: exchange => {
      const seen = fromRequest(exchange);
      const lengths = seen.map(({ application }) => ({
        length: application.status.history?.length ?? 0,
        last: application.status.history?.at(-1)?.id ?? -1,
        phase: application.status.operationState?.phase,
      }));
      const first = lengths[0];
      const grown = lengths.find(({ last }) => last !== first?.last);
      assert.equal(grown?.phase, 'Running');
      assert.equal(grown?.last, (first?.last ?? -1) + 1);
    },
  },
  {
    title:
      'health follows the sync: Progressing, then Healthy with only the new image',
    of: named(...SYNCS),
    check: exchange => {
      const seen = fromRequest(exchange);
      const health = seen.map(
        ({ application }) => application.status.health.status,
      );
      const progressing = health.indexOf('Progressing');
      const synced = seen.findIndex(
        ({ application }) => application.status.sync.status === 'Synced',
      );
      assert.ok(synced >= 0 && progressing >= synced);
      assert.equal(health.at(-1), 'Healthy');
    },
  },
  {
    title: 'while a rollout replaces pods, old and new image are both there',
    of: named('watch-oam-second-sse'),
    check: exchange => {
      const counts = fromRequest(exchange).map(
        ({ application }) => application.status.summary.images?.length,
      );
      assert.ok(counts.includes(2));
    },
  },
  {
    title: 'terminating: Running, Terminating, Failed, and no history',
    of: named('watch-terminate-sse'),
    check: exchange => {
      const seen = fromRequest(exchange);
      assert.deepEqual(phases(seen), ['', 'Running', 'Terminating', 'Failed']);
      const last = seen.at(-1)?.application;
      assert.equal(
        last?.status.operationState?.message,
        'Operation terminated',
      );
      assert.deepEqual(
        last?.status.history,
        seenIn(exchange)[0]?.application.status.history,
      );
    },
  },
  {
    title: 'a rollback ends OutOfSync, with an entry of its own',
    of: named('watch-rollback-sse'),
    check: exchange => {
      const seen = fromRequest(exchange);
      const last = seen.at(-1)?.application.status;
      assert.deepEqual(phases(seen), ['', 'Running', 'Succeeded']);
      assert.equal(last?.sync.status, 'OutOfSync');
      assert.notEqual(
        last?.history?.at(-1)?.id,
        seen[0]?.application.status.history?.at(-1)?.id,
      );
    },
  },
  {
    title:
      'hooks: those before, then the objects, then those after; history at the very end',
    of: named('watch-hooks-sse'),
    check: exchange => {
      const seen = fromRequest(exchange);
      assert.deepEqual(phases(seen), ['', 'Running', 'Succeeded']);
      const entries = seen[0]?.application.status.history?.length;
      for (const { application } of seen) {
        const { operationState, history } = application.status;
        const results = operationState?.syncResult?.resources ?? [];
        const order = results.map(({ syncPhase }) => syncPhase);
        const rank = ['PreSync', 'Sync', 'PostSync'];
        assert.deepEqual(
          order,
          [...order].sort((a, b) => rank.indexOf(a) - rank.indexOf(b)),
        );
        // The next ones begin once all before them have ended.
        const last = order.at(-1);
        for (const { syncPhase, hookPhase } of results) {
          if (syncPhase !== last) assert.equal(hookPhase, 'Succeeded');
        }
        if (history?.length !== entries) assert.equal(last, 'PostSync');
      }
      const messages = seen.map(
        ({ application }) => application.status.operationState?.message ?? '',
      );
      assert.ok(
        messages.some(text =>
          /^waiting for completion of hook \S*\/hooks-\S+/.test(text),
        ),
      );
    },
  },
  {
    title: 'hooks that ended well are among the results and the resources',
    of: named('get-hooks'),
    check: exchange => {
      const { status } = applicationOf(exchange);
      const { message, syncResult } = status.operationState ?? {};
      assert.equal(message, 'successfully synced (no more tasks)');
      const results = syncResult?.resources ?? [];
      const hookTypes = new Set(results.map(({ hookType }) => hookType));
      assert.deepEqual([...hookTypes], ['PreSync', undefined, 'PostSync']);
      assert.ok(results.every(({ hookPhase }) => hookPhase === 'Succeeded'));
      for (const { hookType, status: sync } of results) {
        assert.equal(sync, hookType === undefined ? 'Synced' : undefined);
      }
      const names = results.filter(({ hookType }) => hookType);
      for (const { name } of names) {
        const resource = status.resources?.find(each => each.name === name);
        assert.equal(resource?.hook, true);
        assert.equal(resource?.status, undefined);
      }
    },
  },
  {
    title:
      'without prune, what Git no longer asks for stays: skipped, OutOfSync, Succeeded',
    of: named('get-oam-requires-pruning'),
    check: exchange => {
      const { operationState, resources, sync } =
        applicationOf(exchange).status;
      assert.equal(operationState?.phase, 'Succeeded');
      assert.deepEqual(
        operationState?.syncResult?.resources?.map(
          ({ kind, status, message, hookPhase }) => [
            kind,
            status,
            message,
            hookPhase,
          ],
        ),
        [
          [
            'Application',
            'PruneSkipped',
            'ignored (requires pruning)',
            'Succeeded',
          ],
        ],
      );
      const own = resources?.find(({ kind }) => kind === 'Application');
      assert.equal(own?.status, 'OutOfSync');
      assert.equal(sync.status, 'OutOfSync');
    },
  },
  {
    title: 'a rehearsal says what it would do, whether anything changed or not',
    of: exchange =>
      isStream(exchange) &&
      !hasFields(exchange) &&
      seenIn(exchange).some(isRehearsal),
    check: exchange => {
      const results = seenIn(exchange)
        .filter(isRehearsal)
        .flatMap(
          ({ application }) =>
            application.status.operationState?.syncResult?.resources ?? [],
        );
      assert.ok(results.length > 0);
      for (const { message, status } of results) {
        assert.match(message, /^[\w.]+\/plain\S* configured \(dry run\)$/);
        assert.equal(status, 'Synced');
      }
    },
  },
  {
    title: 'an application appears bare, and is DELETED in the end',
    of: named('watch-create-delete-sse'),
    check: exchange => {
      const seen = seenIn(exchange);
      assert.equal(seen[0]?.type, 'ADDED');
      assert.equal(seen[0]?.application.status.sync.status, '');
      assert.equal(seen[0]?.application.status.health.status, undefined);
      assert.equal(seen[1]?.type, 'MODIFIED');
      assert.equal(seen.at(-1)?.type, 'DELETED');
    },
  },
  {
    title:
      'a retry keeps the start; in between it is Running with an end and a count',
    of: named('watch-retry-sse'),
    check: exchange => {
      const states = fromRequest(exchange).flatMap(
        ({ application }) => application.status.operationState ?? [],
      );
      assert.equal(new Set(states.map(({ startedAt }) => startedAt)).size, 1);
      const steps = states.map(
        ({ phase, finishedAt, retryCount }) =>
          `${phase} ${finishedAt ? 'ended' : '-'} ${retryCount ?? 0}`,
      );
      assert.deepEqual(
        steps.filter((step, index) => step !== steps[index - 1]),
        [
          'Running - 0',
          'Running ended 1',
          'Running - 1',
          'Running ended 2',
          'Running - 2',
          'Failed ended 2',
        ],
      );
    },
  },
  {
    title: 'a retry to come says when, as the kitchen clock does',
    of: named('get-retry-in-backoff'),
    check: exchange => {
      const { operation, status } = applicationOf(exchange);
      assert.ok(operation);
      assert.match(
        status.operationState?.message ?? '',
        /^one or more objects failed to apply, reason: namespaces "no-such-namespace" not found\. Retrying attempt #\d at \d{1,2}:\d\d[AP]M\.$/,
      );
      assert.equal(
        status.operationState?.syncResult?.resources?.[0]?.status,
        'SyncFailed',
      );
    },
  },
  {
    title: 'the last retry says how many there were',
    of: named('get-retry-final'),
    check: exchange => {
      const { operationState, history } = applicationOf(exchange).status;
      assert.equal(operationState?.phase, 'Failed');
      assert.match(operationState?.message ?? '', / \(retried 2 times\)\.$/);
      assert.equal(history, undefined);
    },
  },
];
