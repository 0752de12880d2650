import assert from 'node:assert/strict';
import { z } from 'zod';
import {
  applicationOf,
  applicationsIn,
  hasFields,
  isList,
  isStream,
  listOf,
  type Assertion,
  type Exchange,
} from './exchange';

const named = (name: string) => (exchange: Exchange) => exchange.name === name;
const isApi = (exchange: Exchange) => exchange.request.path.startsWith('/api/');

const isSuccess = (exchange: Exchange) =>
  exchange.status === 200 &&
  isApi(exchange) &&
  !exchange.request.path.includes('/stream/');

const isJsonError = (exchange: Exchange) =>
  exchange.status >= 400 &&
  exchange.headers['content-type'] === 'application/json';

const HTTP_STATUS: Record<number, number> = {
  2: 500,
  3: 400,
  5: 404,
  7: 403,
  9: 400,
  14: 503,
  16: 401,
};

const errorBody = z.strictObject({
  error: z.string(),
  code: z.number(),
  message: z.string(),
});

/** What each kind of refusal says, by the name of the recording. */
const REFUSALS: [
  name: string,
  status: number,
  code: number,
  message: RegExp,
][] = [
  ['error-no-token', 401, 16, /^no session information$/],
  ['error-garbage-token', 401, 16, /^no session information$/],
  [
    'error-tampered-token',
    401,
    16,
    /^invalid session: token signature is invalid/,
  ],
  ['error-get-missing-app', 403, 7, /^permission denied$/],
  [
    'error-get-missing-app-with-project',
    404,
    5,
    /^applications\.argoproj\.io ".+" not found$/,
  ],
  [
    'error-get-app-wrong-project',
    404,
    5,
    /^applications\.argoproj\.io ".+" not found$/,
  ],
  ['error-get-app-namespace-not-enabled', 403, 7, /^permission denied$/],
  ['error-sync-missing-app', 403, 7, /^permission denied$/],
  [
    'error-sync-while-running',
    400,
    9,
    /^another operation is already in progress$/,
  ],
  [
    'error-sync-autosync-other-revision',
    400,
    9,
    /^Cannot sync to .+: auto-sync currently set to main$/,
  ],
  [
    'error-sync-blocked-by-window',
    403,
    7,
    /^cannot sync: blocked by sync window$/,
  ],
  [
    'error-rollback-autosync',
    400,
    9,
    /^rollback cannot be initiated when auto-sync is enabled$/,
  ],
  [
    'error-rollback-unknown-id',
    400,
    3,
    /^application argocd\/.+ does not have deployment with id 4711$/,
  ],
  [
    'error-terminate-nothing-running',
    400,
    3,
    /^Unable to terminate operation\. No operation is in progress$/,
  ],
  [
    'error-post-bad-json',
    400,
    3,
    /^json: cannot unmarshal string into Go value of type application\.ApplicationSyncRequest$/,
  ],
  [
    'error-revision-metadata-unknown',
    500,
    2,
    /Failed to checkout revision 0{40}/,
  ],
  [
    'list-bad-selector',
    500,
    2,
    /^error parsing the selector: unable to parse requirement: found ''/,
  ],
  ['session-blank-password', 401, 16, /^no credentials supplied$/],
  ['session-wrong-password', 401, 16, /^Invalid username or password$/],
  [
    'session-right-password-while-throttled',
    401,
    16,
    /^Invalid username or password$/,
  ],
];

const refusals: Assertion[] = REFUSALS.map(([name, status, code, message]) => ({
  title: `${name}: ${status}, code ${code}`,
  of: named(name),
  check: exchange => {
    const body = errorBody.parse(exchange.body);
    assert.equal(exchange.status, status);
    assert.equal(body.code, code);
    assert.match(body.message, message);
  },
}));

const headers: Assertion[] = [
  {
    title: 'a success is JSON, marked as coming from the gRPC gateway',
    of: isSuccess,
    check: ({ headers: found }) => {
      assert.equal(found['content-type'], 'application/json');
      assert.equal(found['grpc-metadata-content-type'], 'application/grpc');
      assert.equal(found.vary, 'Accept-Encoding');
    },
  },
  {
    title:
      'an error is {error, code, message}, and its code decides the status',
    of: isJsonError,
    check: exchange => {
      const body = errorBody.parse(exchange.body);
      assert.equal(body.error, body.message);
      assert.equal(HTTP_STATUS[body.code], exchange.status);
      assert.equal(exchange.headers['grpc-metadata-content-type'], undefined);
    },
  },
  {
    title:
      'a POST without Content-Type application/json is refused in plain text',
    of: named('error-content-type'),
    check: assertUnsupported,
  },
  {
    title: 'so is a DELETE, even without a body',
    of: named('error-delete-without-content-type'),
    check: assertUnsupported,
  },
  {
    title: 'an unknown path is a 404 in plain text',
    of: named('error-not-found-path'),
    check: exchange => {
      assert.equal(exchange.status, 404);
      assert.equal(
        exchange.headers['content-type'],
        'text/plain; charset=utf-8',
      );
      assert.equal(exchange.body, 'Not Found\n');
    },
  },
];

function assertUnsupported(exchange: Exchange): void {
  assert.equal(exchange.status, 415);
  assert.equal(exchange.headers['content-type'], 'text/plain; charset=utf-8');
  assert.equal(exchange.headers['x-content-type-options'], 'nosniff');
  assert.equal(exchange.body, 'Invalid content type\n');
}

const itemsOf = (exchange: Exchange) => listOf(exchange).items ?? [];

const lists: Assertion[] = [
  {
    title: 'LIST is sorted by name and shows the version of the newest change',
    of: exchange => isList(exchange) && !hasFields(exchange),
    check: exchange => {
      const found = applicationsIn(exchange);
      const names = found.map(({ metadata }) => metadata.name);
      assert.deepEqual(names, [...names].sort());
      const newest = Number(listOf(exchange).metadata.resourceVersion);
      for (const { metadata } of found) {
        assert.ok(Number(metadata.resourceVersion) <= newest);
      }
    },
  },
  {
    title:
      'LIST leaves out the health of each resource, but for what is missing',
    of: exchange => isList(exchange) && !hasFields(exchange),
    check: exchange => {
      for (const { status } of applicationsIn(exchange)) {
        for (const { health } of status.resources ?? []) {
          assert.ok(!health || health.status === 'Missing');
        }
      }
    },
  },
  {
    title: 'LIST without a match has null for items',
    of: named('list-none'),
    check: exchange => assert.equal(listOf(exchange).items, null),
  },
  {
    title: 'LIST without a match has null for items with fields too',
    of: named('list-none-fields'),
    check: exchange => assert.equal(listOf(exchange).items, null),
  },
  {
    title: 'LIST by name finds one',
    of: named('list-by-name'),
    check: exchange => assert.equal(itemsOf(exchange).length, 1),
  },
  {
    title: 'LIST by selector finds those with the label',
    of: named('list-by-selector'),
    check: exchange => {
      assert.ok(itemsOf(exchange).length > 0);
      const query = new URL(exchange.request.path, 'http://argocd');
      const [key = '', value] = (
        query.searchParams.get('selector') ?? ''
      ).split('=');
      for (const { metadata } of applicationsIn(exchange)) {
        assert.equal(metadata.labels?.[key], value);
      }
    },
  },
  {
    title: 'fields pick exactly what can be picked',
    of: named('list-fields-small'),
    check: exchange => {
      const item = z.strictObject({
        metadata: z.strictObject({ name: z.string(), namespace: z.string() }),
        spec: z.looseObject({ project: z.string() }),
        status: z.strictObject({
          health: z.looseObject({}),
          operationState: z
            .strictObject({
              finishedAt: z.string().nullable(),
              phase: z.string(),
              startedAt: z.string(),
            })
            .optional(),
          sync: z.strictObject({ status: z.string() }),
        }),
      });
      for (const found of itemsOf(exchange)) item.parse(found);
    },
  },
  {
    title: 'fields that cannot be picked leave empty objects',
    of: named('list-fields-unknown'),
    check: exchange => {
      assert.ok(itemsOf(exchange).length > 0);
      for (const found of itemsOf(exchange)) assert.deepEqual(found, {});
    },
  },
  {
    title:
      'fields give the result of the operation where its request is asked for',
    of: named('list-fields-opsync'),
    check: exchange => {
      const item = z.object({
        status: z.object({
          operationState: z.object({
            operation: z.object({
              sync: z.object({
                resources: z
                  .array(z.looseObject({ message: z.string() }))
                  .min(1),
              }),
            }),
          }),
        }),
      });
      item.parse(itemsOf(exchange)[0]);
    },
  },
  {
    title:
      'fields with a minus leave out, and of the rest give what can be picked',
    of: named('list-fields-exclude'),
    check: exchange => {
      const item = z.strictObject({
        metadata: z.looseObject({
          name: z.string(),
          deletionTimestamp: z.null(),
        }),
        operation: z.looseObject({}).optional(),
        status: z.strictObject({
          health: z.looseObject({}),
          operationState: z.looseObject({}).optional(),
          sourceHydrator: z.looseObject({}),
          summary: z.looseObject({}),
          sync: z.strictObject({ status: z.string() }),
        }),
      });
      for (const found of itemsOf(exchange)) item.parse(found);
    },
  },
  {
    title: 'GET of one ignores fields',
    of: named('get-fields'),
    check: exchange => assert.ok(applicationOf(exchange).metadata.uid),
  },
];

const platform: Assertion[] = [
  {
    title: 'a version names itself',
    of: named('version'),
    check: ({ body }) => {
      z.looseObject({
        Version: z.string().regex(/^v3\.2\./),
        Platform: z.string(),
      }).parse(body);
    },
  },
  {
    title: 'settings say how resources are tracked',
    of: named('settings'),
    check: ({ body }) => {
      z.looseObject({
        url: z.url(),
        trackingMethod: z.literal('annotation'),
        controllerNamespace: z.literal('argocd'),
        passwordPattern: z.string(),
      }).parse(body);
    },
  },
  {
    title: 'projects have destinations and sources',
    of: named('projects'),
    check: ({ body }) => {
      const project = z.looseObject({
        metadata: z.looseObject({
          name: z.string(),
          namespace: z.string(),
          uid: z.uuid(),
        }),
        spec: z.looseObject({
          sourceRepos: z.array(z.string()),
          destinations: z.array(z.looseObject({})),
        }),
      });
      z.looseObject({ items: z.array(project).min(1) }).parse(body);
    },
  },
  {
    title: 'clusters have a connection state',
    of: named('clusters'),
    check: ({ body }) => {
      const cluster = z.looseObject({
        server: z.string(),
        name: z.string(),
        connectionState: z.looseObject({ status: z.string() }),
        info: z.looseObject({ applicationsCount: z.number() }),
      });
      z.looseObject({ items: z.array(cluster).min(1) }).parse(body);
    },
  },
  {
    title: 'a session is a token and a cookie',
    of: named('session-create'),
    check: exchange => {
      z.strictObject({ token: z.string().min(1) }).parse(exchange.body);
      assert.match(
        exchange.headers['set-cookie'] ?? '',
        /^argocd\.token=.+; path=\/; SameSite=lax; httpOnly$/,
      );
    },
  },
  {
    title: 'userinfo says who asks',
    of: named('userinfo'),
    check: ({ body }) => {
      z.strictObject({
        loggedIn: z.literal(true),
        username: z.string(),
        iss: z.literal('argocd'),
      }).parse(body);
    },
  },
  {
    title: 'no sync windows: it can sync',
    of: named('syncwindows-plain-none'),
    check: ({ body }) => assert.deepEqual(body, { canSync: true }),
  },
  {
    title: 'a deny window is assigned, active, and decides',
    of: named('syncwindows-frozen'),
    check: ({ body }) => {
      const window = {
        kind: 'deny',
        schedule: '0 0 * * *',
        duration: '24h',
        manualSync: false,
      };
      assert.deepEqual(body, {
        activeWindows: [window],
        assignedWindows: [window],
        canSync: false,
      });
    },
  },
  {
    title: 'revision metadata is author, date and message',
    of: named('revision-metadata'),
    check: ({ body }) => {
      z.strictObject({
        author: z.string().regex(/^.+ <.+@.+>$/),
        date: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        message: z.string().min(1),
      }).parse(body);
    },
  },
  {
    title:
      'the tree of a KubeVela application: its Deployment and Service have no parent, its pods do',
    of: named('resource-tree-oam'),
    check: ({ body }) => {
      const ref = z.looseObject({
        kind: z.string(),
        name: z.string(),
        uid: z.uuid(),
      });
      const node = ref.extend({
        parentRefs: z.array(ref).optional(),
        resourceVersion: z.string(),
        createdAt: z.string(),
        images: z.array(z.string()).optional(),
      });
      const { nodes } = z.strictObject({ nodes: z.array(node) }).parse(body);
      const uids = new Set(nodes.map(({ uid }) => uid));
      for (const { kind, parentRefs, images } of nodes) {
        if (['Deployment', 'Service'].includes(kind))
          assert.equal(parentRefs, undefined);
        if (kind === 'Pod') assert.ok(images?.length);
        if (['Pod', 'ReplicaSet'].includes(kind)) {
          assert.ok(parentRefs?.every(parent => uids.has(parent.uid)));
        }
      }
      assert.ok(nodes.some(({ kind }) => kind === 'Pod'));
    },
  },
];

/** Everything but streams and the life of an application. */
export const restAssertions: Assertion[] = [
  ...headers.map(assertion => ({
    ...assertion,
    of: (exchange: Exchange) => !isStream(exchange) && assertion.of(exchange),
  })),
  ...refusals,
  ...lists,
  ...platform,
];
