import assert from 'node:assert/strict';
import {
  applicationOf,
  applicationsIn,
  named,
  type Assertion,
  type Exchange,
  type WireApplication,
} from './exchange';

const showsApplications = (exchange: Exchange) =>
  exchange.status === 200 && applicationsIn(exchange).length > 0;

const COMPLETED = new Set(['Succeeded', 'Failed', 'Error']);

/** A successful, full sync that was not a rehearsal: the only kind that history records. */
function isRecorded({ status }: WireApplication): boolean {
  const state = status.operationState;
  const sync = state?.operation.sync;
  return state?.phase === 'Succeeded' && !sync?.dryRun && !sync?.resources;
}

const objects: Assertion[] = [
  {
    title:
      'every Application has what is always there, and nothing of another type',
    of: showsApplications,
    check: exchange => {
      applicationsIn(exchange);
    },
  },
  {
    title:
      'history is oldest first, its ids rise, and a deployment starts before it ends',
    of: showsApplications,
    check: exchange => {
      for (const { status } of applicationsIn(exchange)) {
        const history = status.history ?? [];
        history.forEach((entry, index) => {
          const before = history[index - 1];
          assert.ok(entry.deployStartedAt <= entry.deployedAt);
          if (before) {
            assert.ok(before.id < entry.id);
            assert.ok(before.deployedAt <= entry.deployedAt);
          }
        });
      }
    },
  },
  {
    title:
      'the last full success is the newest history entry, under the same start',
    of: showsApplications,
    check: exchange => {
      for (const application of applicationsIn(exchange).filter(isRecorded)) {
        const { history, operationState } = application.status;
        const newest = history?.at(-1);
        assert.equal(newest?.deployStartedAt, operationState?.startedAt);
        assert.equal(
          newest?.revision,
          operationState?.operation.sync?.revision,
        );
        assert.deepEqual(
          newest?.initiatedBy,
          operationState?.operation.initiatedBy,
        );
      }
    },
  },
  {
    title:
      'a completed phase has an end and no operation in place; another has one in place',
    of: showsApplications,
    check: exchange => {
      for (const { operation, status } of applicationsIn(exchange)) {
        const state = status.operationState;
        if (!state) continue;
        if (COMPLETED.has(state.phase)) {
          assert.ok(state.finishedAt);
          assert.equal(operation, undefined);
        } else {
          assert.ok(operation);
          if (!state.retryCount) assert.equal(state.finishedAt, undefined);
        }
      }
    },
  },
  {
    title:
      'GET shows the children of KubeVela without sync status, and their health',
    of: named('get-oam'),
    check: exchange => {
      const { status } = applicationOf(exchange);
      const found = (status.resources ?? []).map(
        ({ kind, status: sync, health }) => [kind, sync, health?.status],
      );
      assert.deepEqual(found, [
        ['Service', undefined, 'Healthy'],
        ['Deployment', undefined, 'Healthy'],
        ['Application', 'Synced', undefined],
      ]);
      assert.equal(status.summary.images?.length, 1);
    },
  },
  {
    title:
      'a path that is not there: sync Unknown, health Healthy, a ComparisonError',
    of: named('get-broken-path'),
    check: exchange => {
      const { status } = applicationOf(exchange);
      assert.equal(status.sync.status, 'Unknown');
      assert.equal(status.health.status, 'Healthy');
      assert.equal(status.sync.revision, 'main');
      assert.equal(status.resources, undefined);
      assert.deepEqual(
        status.conditions?.map(({ type }) => type),
        ['ComparisonError'],
      );
      assert.match(
        status.conditions?.[0]?.message ?? '',
        /: app path does not exist$/,
      );
    },
  },
];

const requests: Assertion[] = [
  {
    title:
      'a sync puts the operation in place and clears the state of the last one',
    of: named('post-sync-plain', 'post-sync-oam'),
    check: exchange => {
      const { operation, status } = applicationOf(exchange);
      assert.equal(status.operationState, undefined);
      assert.match(operation?.sync?.revision ?? '', /^[0-9a-f]{40}$/);
      assert.ok(operation?.initiatedBy.username);
      assert.ok(operation?.sync?.source);
    },
  },
  {
    title: 'a rehearsal says so',
    of: named('post-sync-plain-dryrun'),
    check: exchange =>
      assert.equal(applicationOf(exchange).operation?.sync?.dryRun, true),
  },
  {
    title: 'a partial sync names its resources',
    of: named('post-sync-plain-partial'),
    check: exchange =>
      assert.equal(
        applicationOf(exchange).operation?.sync?.resources?.length,
        1,
      ),
  },
  {
    title: 'a partial sync leaves no history',
    of: named('get-plain-after-partial'),
    check: exchange => {
      const { history, operationState } = applicationOf(exchange).status;
      assert.equal(operationState?.phase, 'Succeeded');
      assert.ok(
        !history?.some(
          entry => entry.deployStartedAt === operationState?.startedAt,
        ),
      );
    },
  },
  {
    title: 'a rollback applies the revision of the entry it names',
    of: named('post-rollback'),
    check: exchange => {
      const { operation, status } = applicationOf(exchange);
      assert.deepEqual(operation?.sync?.syncStrategy, { apply: {} });
      assert.ok(
        status.history?.some(
          ({ revision }) => revision === operation?.sync?.revision,
        ),
      );
    },
  },
  {
    title: 'terminating answers an empty object',
    of: named('delete-operation-terminate'),
    check: ({ body }) => assert.deepEqual(body, {}),
  },
  {
    title: 'a rollback in a deny window stays Running and says why',
    of: named('get-frozen-rollback-in-window'),
    check: exchange => {
      const { operation, status } = applicationOf(exchange);
      assert.ok(operation);
      assert.equal(status.operationState?.phase, 'Running');
      assert.equal(
        status.operationState?.message,
        'Sync operation blocked by sync window',
      );
    },
  },
];

/** How an Application shows what it is, and what a request does to it. */
export const objectAssertions: Assertion[] = [...objects, ...requests];
