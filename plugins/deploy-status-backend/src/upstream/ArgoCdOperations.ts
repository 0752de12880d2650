import type { ResourceName } from '@michi/plugin-deploy-status-common';
import type { UpstreamRequest } from '@michi/upstream-node';
import { z } from 'zod';
import type { ApplicationName } from '../domain/observed';
import type {
  OperableApplication,
  SyncWindow,
} from '../domain/operations/operable';
import { autoSyncIsAllowed } from '../domain/operations/syncWindows';
import {
  manifestsWireSchema,
  operableWireSchema,
  projectWireSchema,
  syncWindowsWireSchema,
} from './operationWire';
import { toOperable } from './toOperable';

/** Argo CD resolves the revision first, which waits for Git. */
const CHANGE_DEADLINE_MS = 30_000;
/** A refresh is answered when Argo CD has compared with Git. */
const REFRESH_DEADLINE_MS = 30_000;

/** An Application and its project, without which a missing one is answered with 403. */
export type ProjectApplication = ApplicationName & { project: string };

/** Kept with the operation by Argo CD and shown by everything that shows it. */
export interface OperationInfo {
  name: string;
  value: string;
}

/** What a sync is to do. It never forces. */
export interface SyncCall {
  dryRun?: boolean;
  prune: boolean;
  /** The whole Application where it is absent. */
  resources?: ResourceName[];
  /** What the Application's target says where it is absent. */
  revision?: string;
  infos: OperationInfo[];
}

/** The sync windows of an Application. */
export interface AssignedWindows {
  /** Whether people may sync now. */
  canSync: boolean;
  /** Whether Argo CD may sync by itself now, which `manualSync` does not allow. */
  canAutoSync: boolean;
  /** Without their time zones, which Argo CD does not tell here. */
  assigned: SyncWindow[];
}

/**
 * What changes an Application of one Argo CD, and what must be known before.
 * A change is sent once and never repeated, whatever became of it.
 */
export interface ArgoCdOperations {
  /** As Argo CD has it now. */
  application(of: ProjectApplication): Promise<OperableApplication>;
  /** The same after Argo CD has compared it with Git. */
  refresh(of: ProjectApplication): Promise<OperableApplication>;
  sync(of: ProjectApplication, call: SyncCall): Promise<void>;
  /** To an entry of the Application's history. Nothing is pruned. */
  rollback(of: ProjectApplication, historyId: number): Promise<void>;
  terminate(of: ProjectApplication): Promise<void>;
  /** The resources that Git says, each as JSON; at a revision, or at the target. */
  manifests(of: ProjectApplication, revision?: string): Promise<string[]>;
  windows(of: ProjectApplication): Promise<AssignedWindows>;
  /** With their time zones; the account may not be allowed to read them. */
  projectWindows(project: string): Promise<SyncWindow[]>;
}

/** Makes one call that is signed in. */
export type ArgoCdCall = <T>(request: UpstreamRequest<T>) => Promise<T>;

/** {@link ArgoCdOperations} over the REST API. */
export function createArgoCdOperations(call: ArgoCdCall): ArgoCdOperations {
  const pathOf = (of: ProjectApplication, ...rest: string[]) => [
    'api',
    'v1',
    'applications',
    of.name,
    ...rest,
  ];
  const queryOf = (of: ProjectApplication) => ({
    appNamespace: of.namespace,
    project: of.project,
  });
  const read = async (of: ProjectApplication, refresh?: 'normal') =>
    toOperable(
      await call({
        path: pathOf(of),
        query: { ...queryOf(of), refresh },
        schema: operableWireSchema,
        ...(refresh && { deadlineMs: REFRESH_DEADLINE_MS }),
      }),
    );
  const change = async (
    of: ProjectApplication,
    operation: 'sync' | 'rollback',
    body: object,
  ) => {
    await call({
      method: 'POST',
      path: pathOf(of, operation),
      body: {
        name: of.name,
        appNamespace: of.namespace,
        project: of.project,
        ...body,
      },
      // Whatever it answers with a good status, it has taken the request.
      schema: z.unknown(),
      deadlineMs: CHANGE_DEADLINE_MS,
    });
  };

  return {
    application: of => read(of),
    refresh: of => read(of, 'normal'),
    sync: (of, { infos, ...asked }) => change(of, 'sync', { ...asked, infos }),
    rollback: (of, id) =>
      change(of, 'rollback', { id, prune: false, dryRun: false }),
    async terminate(of) {
      await call({
        method: 'DELETE',
        path: pathOf(of, 'operation'),
        query: queryOf(of),
        schema: z.unknown(),
        deadlineMs: CHANGE_DEADLINE_MS,
      });
    },
    async manifests(of, revision) {
      const { manifests } = await call({
        path: pathOf(of, 'manifests'),
        query: { ...queryOf(of), revision },
        schema: manifestsWireSchema,
        deadlineMs: REFRESH_DEADLINE_MS,
      });
      return manifests;
    },
    async windows(of) {
      const found = await call({
        path: pathOf(of, 'syncwindows'),
        query: queryOf(of),
        schema: syncWindowsWireSchema,
      });
      const canSync = found.canSync ?? false;
      const assigned = found.assignedWindows.map(toWindow);
      const active = found.activeWindows.map(toWindow);
      return {
        canSync,
        canAutoSync: canSync && autoSyncIsAllowed(assigned, active),
        assigned,
      };
    },
    async projectWindows(project) {
      const found = await call({
        path: ['api', 'v1', 'projects', project],
        schema: projectWireSchema,
      });
      return (found.spec?.syncWindows ?? []).map(toWindow);
    },
  };
}

function toWindow(wire: {
  kind: 'allow' | 'deny';
  schedule: string;
  duration: string;
  manualSync?: boolean;
  timeZone?: string;
}): SyncWindow {
  const { kind, schedule, duration, timeZone } = wire;
  return {
    kind,
    schedule,
    duration,
    manualSync: wire.manualSync ?? false,
    ...(timeZone && { timeZone }),
  };
}
