import { Router, type Request } from 'express';
import type { Repositories } from '../world';
import {
  failedPrecondition,
  invalidArgument,
  notFound,
  permissionDenied,
  unknown,
} from './errors';
import { filterList } from './fieldsFilter';
import { handle, queryOf } from './http';
import type { Instance } from './Instance';
import { terminate } from './operations';
import type { Projects } from './Projects';
import type { Reconciler } from './Reconciler';
import type { AppRecord } from './record';
import { parseBody, rollbackBody, syncBody } from './requestBodies';
import { manifestTexts } from './manifests';
import { resourceTree } from './resourceTree';
import { parseSelector } from './selector';
import type { SyncWindow } from './syncWindows';
import { kubeTime, present, presentInList } from './wire';

/** What the routes of applications work with. */
export interface ApplicationRoutes {
  instance: Instance;
  projects: Projects;
  reconciler: Reconciler;
  repositories: Repositories;
  now(): number;
  userOf(req: Request): string;
}

/** What the query of a LIST or watch selects. */
export function selectedBy(
  query: URLSearchParams,
): (record: AppRecord) => boolean {
  const projects = [...query.getAll('projects'), ...query.getAll('project')];
  const name = query.get('name');
  const repo = query.get('repo');
  const matches = parseSelector(query.get('selector') ?? '');
  return ({ application: { metadata, spec } }) =>
    (projects.length === 0 || projects.includes(spec.project)) &&
    (!name || name === metadata.name) &&
    (!repo || sameRepository(repo, spec.source.repoURL)) &&
    matches(metadata.labels);
}

function sameRepository(a: string, b: string): boolean {
  return a.replace(/(\.git)?\/?$/, '') === b.replace(/(\.git)?\/?$/, '');
}

/** LIST, GET and everything that is done to one application. */
export function applicationRoutes(options: ApplicationRoutes): Router {
  const { instance, projects, reconciler, repositories, userOf } = options;
  const router = Router();

  router.get(
    '/',
    handle(req => {
      const query = queryOf(req);
      const isSelected = selectedBy(query);
      const namespace = query.get('appNamespace');
      const items = instance
        .list()
        .filter(isSelected)
        .filter(
          ({ application }) =>
            !namespace || application.metadata.namespace === namespace,
        )
        .map(({ application }) => presentInList(application));
      return filterList(
        {
          metadata: { resourceVersion: instance.resourceVersion },
          items: items.length > 0 ? items : null,
        },
        query.get('fields'),
      );
    }),
  );

  router.get(
    '/:name',
    handle(async req => {
      const record = find(instance, req);
      if (!queryOf(req).get('refresh')) return present(record.application);
      await reconciler.refresh(record.application.metadata.name);
      return present(find(instance, req).application);
    }),
  );

  router.post(
    '/:name/sync',
    handle(async req => {
      const body = parseBody(syncBody, req, 'ApplicationSyncRequest');
      const record = find(instance, req, body);
      const { spec, metadata } = record.application;
      if (!projects.windowsOf(record, options.now()).canSync) {
        throw permissionDenied('cannot sync: blocked by sync window');
      }
      const target = spec.source.targetRevision ?? 'HEAD';
      if (
        spec.syncPolicy?.automated &&
        !body.dryRun &&
        body.revision &&
        body.revision !== target
      ) {
        throw failedPrecondition(
          `Cannot sync to ${body.revision}: auto-sync currently set to ${target}`,
        );
      }
      const next = await reconciler.requestSync(metadata.name, {
        revision: body.revision,
        prune: body.prune,
        dryRun: body.dryRun,
        resources: body.resources?.map(({ group, ...resource }) => ({
          ...(group && { group }),
          ...resource,
        })),
        syncStrategy: body.strategy ?? undefined,
        info: body.infos ?? undefined,
        initiatedBy: { username: userOf(req) },
      });
      return present((next ?? record).application);
    }),
  );

  router.post(
    '/:name/rollback',
    handle(async req => {
      const body = parseBody(rollbackBody, req, 'ApplicationRollbackRequest');
      const record = find(instance, req, body);
      const { spec, metadata, status } = record.application;
      if (spec.syncPolicy?.automated) {
        throw failedPrecondition(
          'rollback cannot be initiated when auto-sync is enabled',
        );
      }
      const entry = status.history?.find(({ id }) => id === body.id);
      if (!entry) {
        throw invalidArgument(
          `application ${metadata.namespace}/${metadata.name} does not have deployment with id ${body.id}`,
        );
      }
      const next = await reconciler.requestSync(metadata.name, {
        revision: entry.revision,
        source: entry.source,
        prune: body.prune,
        dryRun: body.dryRun,
        syncStrategy: { apply: {} },
        initiatedBy: { username: userOf(req) },
      });
      return present((next ?? record).application);
    }),
  );

  router.delete(
    '/:name/operation',
    handle(req => {
      const { application } = find(instance, req);
      if (!application.operation || !application.status.operationState) {
        throw invalidArgument(
          'Unable to terminate operation. No operation is in progress',
        );
      }
      instance.update(application.metadata.name, record =>
        terminate(record, options.now()),
      );
      reconciler.schedule();
      return {};
    }),
  );

  router.get(
    '/:name/syncwindows',
    handle(req => {
      const record = find(instance, req);
      const windows = projects.windowsOf(record, options.now());
      return {
        ...(windows.active.length > 0 && {
          activeWindows: windows.active.map(windowBody),
        }),
        ...(windows.assigned.length > 0 && {
          assignedWindows: windows.assigned.map(windowBody),
        }),
        canSync: windows.canSync,
      };
    }),
  );

  router.get(
    '/:name/manifests',
    handle(async req => {
      const { repository, desired, application } = find(instance, req);
      const folder = application.spec.source.path ?? '.';
      return {
        manifests: desired
          ? await manifestTexts(
              repositories,
              repository,
              folder,
              desired.revision,
            )
          : [],
      };
    }),
  );

  router.get(
    '/:name/resource-tree',
    handle(req => resourceTree(find(instance, req))),
  );

  router.get(
    '/:name/revisions/:revision/metadata',
    handle(async req => {
      const { repository } = find(instance, req);
      const { revision = '' } = req.params;
      const commit = await repositories.commit(repository, revision);
      if (!commit) {
        throw unknown(
          `error acquiring repo lock: failed to initialize repository resources: rpc error: code = Internal desc = Failed to checkout revision ${revision}: \`git fetch origin ${revision} --tags --force --prune\` failed exit status 128: fatal: remote error: upload-pack: not our ref ${revision}`,
        );
      }
      return {
        author: `${commit.author.name} <${commit.author.email}>`,
        date: kubeTime(Date.parse(commit.date)),
        message: commit.message.trim(),
      };
    }),
  );

  return router;
}

/**
 * The application that the path names. A missing one is a 403 unless the
 * request names its project: Argo CD does not tell strangers what exists.
 */
function find(
  instance: Instance,
  req: Request,
  body: { appNamespace?: string; project?: string } = {},
): AppRecord {
  const query = queryOf(req);
  const name = req.params.name ?? '';
  const project = query.get('project') || body.project;
  const namespace = query.get('appNamespace') || body.appNamespace || 'argocd';
  const record = instance.get(name);
  const found =
    record?.application.metadata.namespace === namespace ? record : undefined;
  if (project) {
    if (found?.application.spec.project === project) return found;
    throw notFound(name);
  }
  if (!found) throw permissionDenied();
  return found;
}

function windowBody(window: SyncWindow) {
  return {
    kind: window.kind,
    schedule: window.schedule,
    duration: window.duration,
    manualSync: window.manualSync ?? false,
  };
}
