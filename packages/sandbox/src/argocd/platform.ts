import { Router, type Request } from 'express';
import { ArgoCdError, notFound } from './errors';
import { handle } from './http';
import type { Instance } from './Instance';
import type { Projects } from './Projects';
import { uuidOf } from './random';
import { kubeTime } from './wire';

const CREATED = '2024-04-01T01:00:00Z';

/** `GET /api/version`, which needs no token. */
export function version() {
  return {
    Version: 'v3.2.11+michi-sandbox',
    BuildDate: '2026-06-18T09:12:44Z',
    GitTreeState: 'clean',
    GoVersion: 'go1.25.8',
    Compiler: 'gc',
    Platform: 'linux/amd64',
    KustomizeVersion: 'v5.7.0 2025-06-27T05:26:05Z',
    HelmVersion: 'v3.18.4+gd80839c',
    KubectlVersion: 'v0.34.0',
    JsonnetVersion: 'v0.21.0',
  };
}

/** `GET /api/v1/settings`, which needs no token. */
export function settings(url: string) {
  return {
    url,
    appLabelKey: 'app.kubernetes.io/instance',
    resourceOverrides: {},
    googleAnalytics: { anonymizeUsers: true },
    kustomizeOptions: { BuildOptions: '', BinaryPath: '', Versions: null },
    help: {},
    passwordPattern: '^.{8,32}$',
    trackingMethod: 'annotation',
    controllerNamespace: 'argocd',
    appsInAnyNamespaceEnabled: true,
  };
}

/** What surrounds the applications: projects, clusters, who is asking. */
export function platformRoutes(options: {
  instance: Instance;
  projects: Projects;
  now(): number;
  userOf(req: Request): string;
}): Router {
  const { instance, projects, now, userOf } = options;
  const router = Router();
  const project = ({ name, spec }: { name: string; spec: object }) => ({
    metadata: {
      name,
      namespace: 'argocd',
      uid: uuidOf(instance.name, 'project', name),
      resourceVersion: '833',
      generation: 1,
      creationTimestamp: CREATED,
    },
    spec,
    status: {},
  });

  router.get(
    '/projects',
    handle(() => {
      return {
        metadata: { resourceVersion: instance.resourceVersion },
        items: projects.list().map(project),
      };
    }),
  );

  router.get(
    '/projects/:name',
    handle(req => {
      const { name = '' } = req.params;
      const found = projects.list().find(each => each.name === name);
      if (!found) throw notFound(name, 'appprojects');
      return project(found);
    }),
  );

  router.get(
    '/clusters',
    handle(() => {
      const connectionState = {
        status: 'Successful',
        message: '',
        attemptedAt: kubeTime(now()),
      };
      return {
        metadata: {},
        items: [
          {
            server: 'https://kubernetes.default.svc',
            name: 'in-cluster',
            config: { tlsClientConfig: { insecure: false } },
            connectionState,
            serverVersion: '1.34',
            info: {
              connectionState,
              serverVersion: '1.34',
              cacheInfo: {
                resourcesCount: 400 + instance.list().length * 11,
                apisCount: 66,
                lastCacheSyncTime: kubeTime(now()),
              },
              applicationsCount: instance.list().length,
              apiVersions: [
                'apps/v1',
                'apps/v1/Deployment',
                'core.oam.dev/v1beta1',
                'core.oam.dev/v1beta1/Application',
                'v1',
                'v1/Service',
              ],
            },
          },
        ],
      };
    }),
  );

  router.get(
    '/session/userinfo',
    handle(req => {
      try {
        return { loggedIn: true, username: userOf(req), iss: 'argocd' };
      } catch (error) {
        // Whoever is not signed in is told so with a plain 200.
        if (error instanceof ArgoCdError) return {};
        throw error;
      }
    }),
  );

  router.get(
    '/account/can-i/:resource/:action/*',
    handle(() => ({
      value: 'yes',
    })),
  );

  return router;
}
