import assert from 'node:assert/strict';
import { z } from 'zod';
import { named, type Assertion } from './exchange';

/** What surrounds the applications, and what is read of one beside its object. */
export const platformAssertions: Assertion[] = [
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
