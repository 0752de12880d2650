import { application, minutesAgo } from '../__testUtils__/builders';
import { reasonsOf } from './reasons';

it('lists the failed operation first, then conditions, health and resources, each message once with all who say it', () => {
  expect(
    reasonsOf(
      application('dev', {
        operation: {
          phase: 'Failed',
          startedAt: minutesAgo(3),
          automated: false,
          retries: 5,
          hooks: [],
          message: 'PreSync hook "migrate" exited 1',
        },
        conditions: [
          { type: 'SyncError', message: 'Failed last sync attempt' },
        ],
        healthMessage: 'crash loop',
        troubles: [
          {
            group: 'apps',
            kind: 'Deployment',
            name: 'blog-api',
            health: 'Degraded',
            message: 'x',
          },
          {
            group: 'apps',
            kind: 'Deployment',
            name: 'blog-api',
            health: 'Degraded',
            message: 'x',
          },
          {
            group: 'core.oam.dev',
            kind: 'Application',
            name: 'blog-api',
            health: 'Degraded',
            message: 'x',
          },
          { group: '', kind: 'ConfigMap', name: 'flags', sync: 'OutOfSync' },
        ],
      }),
    ),
  ).toEqual([
    { resources: [], message: 'PreSync hook "migrate" exited 1' },
    { resources: [], message: 'SyncError: Failed last sync attempt' },
    { resources: [], message: 'crash loop' },
    {
      resources: ['Deployment/blog-api', 'Application/blog-api'],
      message: 'x',
    },
    { resources: ['ConfigMap/flags'], sync: 'OutOfSync' },
  ]);
});

it('says once what a condition and a resource say in other words around it', () => {
  const webhook = 'failed to call webhook: context deadline exceeded';
  expect(
    reasonsOf(
      application('dev', {
        operation: {
          phase: 'Failed',
          startedAt: minutesAgo(3),
          automated: true,
          retries: 5,
          hooks: [],
          message: `one or more objects failed to apply, reason: ${webhook} (retried 5 times).`,
        },
        conditions: [
          {
            type: 'SyncError',
            message: `Failed last sync attempt to [9f3b2c1]: one or more objects failed to apply, reason: ${webhook} (retried 5 times).`,
          },
        ],
        troubles: [
          {
            group: 'core.oam.dev',
            kind: 'Application',
            name: 'blog-api',
            sync: 'OutOfSync',
            message: webhook,
          },
        ],
      }),
    ),
  ).toEqual([
    {
      resources: ['Application/blog-api'],
      message: `one or more objects failed to apply, reason: ${webhook} (retried 5 times).`,
    },
  ]);
});

it('does not call trouble what is only on its way', () => {
  const deploying = application('dev', {
    operation: {
      phase: 'Running',
      startedAt: minutesAgo(1),
      automated: true,
      retries: 0,
      hooks: [],
    },
    troubles: [
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'blog-api',
        health: 'Progressing',
        sync: 'OutOfSync',
      },
      { group: '', kind: 'Pod', name: 'blog-api-1', health: 'Degraded' },
    ],
  });
  expect(reasonsOf(deploying)).toEqual([
    { resources: ['Pod/blog-api-1'], health: 'Degraded' },
  ]);
});

it('does not repeat the message of an operation that went well', () => {
  expect(
    reasonsOf(
      application('dev', {
        operation: {
          phase: 'Succeeded',
          startedAt: minutesAgo(3),
          automated: true,
          retries: 0,
          hooks: [],
          message: 'successfully synced',
        },
      }),
    ),
  ).toEqual([]);
});

it('leaves out what a failed operation said that Git has overtaken', () => {
  const failed = application('dev', {
    sync: 'OutOfSync',
    operation: {
      phase: 'Failed',
      startedAt: minutesAgo(3),
      automated: false,
      retries: 0,
      hooks: [],
      message: 'the quota is exceeded',
    },
  });
  expect(reasonsOf(failed)).toEqual([
    { resources: [], message: 'the quota is exceeded' },
  ]);
  expect(reasonsOf({ ...failed, superseded: true })).toEqual([]);
});
