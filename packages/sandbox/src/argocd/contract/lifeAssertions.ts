import assert from 'node:assert/strict';
import {
  applicationOf,
  applicationsIn,
  seenIn,
  type Assertion,
  type Exchange,
  type Seen,
  type WireApplication,
} from './exchange';

const named =
  (...names: string[]) =>
  (exchange: Exchange) =>
    names.includes(exchange.name);

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

/** The frames from the first with an operation on. */
function fromRequest(exchange: Exchange): Seen[] {
  const seen = seenIn(exchange);
  return seen.slice(seen.findIndex(({ application }) => application.operation));
}

const phases = (seen: Seen[]) =>
  seen
    .map(({ application }) => application.status.operationState?.phase ?? '')
    .filter((phase, index, all) => phase !== all[index - 1]);

const SYNCS = ['watch-oam-sse', 'watch-oam-second-sse'];

const flights: Assertion[] = [
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
];

/** What an application goes through, and how its object shows it. */
export const lifeAssertions: Assertion[] = [
  ...objects,
  ...requests,
  ...flights,
];
