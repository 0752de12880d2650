import type { ImportedDeployment } from '@michi/plugin-deploy-status-common';
import { compact } from '../domain/compact';
import { parseImage } from '../domain/image';
import {
  importedUid,
  type ObservedApplication,
  type ObservedDeployment,
} from '../domain/observed';
import { shortened, storable } from '../domain/storable';
import type { ToldRevision } from '../store/StatusStore';
import {
  attemptsProblem,
  failedAttempts,
  KEPT_PART_MESSAGE,
  lastAttempt,
} from './importedAttempts';

/** Clocks differ by less. */
const TOLERANCE_MS = 60_000;
const KEPT_MESSAGE = 2_000;
const KEPT_FIRST_LINE = 500;

/** What an import is held against. */
export interface ImportContext {
  /** Milliseconds since 1970. */
  now: number;
  retentionMs: number;
  /** Undefined for an instance that is not configured. */
  instance(name: string):
    | {
        /** Where people open it. */
        frontendUrl: string;
        /** Where Applications live by default. */
        namespace: string;
      }
    | undefined;
  /** The Application of that name as it is known now. */
  application(name: {
    instance: string;
    namespace: string;
    name: string;
  }): ObservedApplication | undefined;
}

/** A deployment that can be taken, or why it cannot. */
export type CheckedLine =
  | {
      deployment: ObservedDeployment;
      commit?: ToldRevision;
      problem?: undefined;
    }
  | { problem: string };

/** A line of an import in our terms, or what is wrong with it. */
export function importedDeployment(
  line: ImportedDeployment,
  context: ImportContext,
): CheckedLine {
  const instance = context.instance(line.instance);
  if (!instance) {
    return {
      problem: `No Argo CD instance called '${line.instance}' is configured. If it is gone, give the name of the one that has its Applications now`,
    };
  }
  const problem = timeProblem(line, context) ?? attemptsProblem(line);
  if (problem) {
    return { problem };
  }
  const namespace = line.namespace ?? instance.namespace;
  const name = line.application;
  const known = context.application({
    instance: line.instance,
    namespace,
    name,
  });
  const revision = revisionOf(line, known);
  return {
    ...commitOf(line, revision),
    deployment: compact({
      instance: line.instance,
      uid: line.uid ?? known?.uid ?? importedUid(namespace, name),
      namespace,
      inControllerNamespace:
        known?.inControllerNamespace ?? namespace === instance.namespace,
      application: name,
      // Argo CD's default is what a line says that does not say.
      project:
        line.project === 'default'
          ? (known?.project ?? line.project)
          : line.project,
      phase: line.phase,
      startedAt: iso(line.startedAt),
      finishedAt: iso(line.finishedAt),
      healthyAt: line.healthyAt && iso(line.healthyAt),
      startedBy: line.startedBy,
      automated: line.automated,
      retries: line.retries,
      attempts: failedAttempts(line),
      hooks: line.hooks.map(hook =>
        compact({
          ...hook,
          message: shortened(hook.message, KEPT_PART_MESSAGE),
        }),
      ),
      revisions: revision ? [revision] : [],
      images: line.images.map(parseImage),
      imagesBefore: line.imagesBefore.map(parseImage),
      rollback: false,
      message: shortened(
        line.message ?? lastAttempt(line)?.message,
        KEPT_MESSAGE,
      ),
      url: `${instance.frontendUrl}/applications/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
      imported: true,
    }),
  };
}

function timeProblem(
  line: ImportedDeployment,
  { now, retentionMs }: ImportContext,
): string | undefined {
  const started = Date.parse(line.startedAt);
  const finished = Date.parse(line.finishedAt);
  const healthy = line.healthyAt ? Date.parse(line.healthyAt) : finished;
  if (finished < started) {
    return 'It ended before it started: finishedAt is before startedAt';
  }
  if (healthy < finished) {
    return 'It was healthy before it ended: healthyAt is before finishedAt';
  }
  if (line.healthyAt && line.phase !== 'Succeeded') {
    return `It cannot have become healthy: its phase is ${line.phase}`;
  }
  if (healthy > now + TOLERANCE_MS) {
    return 'It is in the future';
  }
  if (started < now - retentionMs) {
    return `It started before ${iso(now - retentionMs)}; what is older is not kept`;
  }
  return undefined;
}

function revisionOf(
  line: ImportedDeployment,
  known: ObservedApplication | undefined,
) {
  // Most Applications stay with their repository, and there with their chart.
  const [source] = known?.revisions ?? [];
  const repoUrl = line.repoUrl ?? source?.repoUrl;
  return (
    line.revision &&
    compact({
      id: line.revision,
      repoUrl: repoUrl && storable(repoUrl),
      chart: repoUrl === source?.repoUrl ? source?.chart : undefined,
    })
  );
}

function commitOf(
  line: ImportedDeployment,
  revision: ReturnType<typeof revisionOf>,
): { commit?: ToldRevision } {
  const [firstLine] = line.commitMessage?.split('\n') ?? [];
  const metadata = compact({
    author: line.author ? storable(line.author) : undefined,
    message: shortened(firstLine, KEPT_FIRST_LINE) || undefined,
    committedAt: line.committedAt && iso(line.committedAt),
  });
  return revision && Object.keys(metadata).length > 0
    ? { commit: { revision, metadata } }
    : {};
}

function iso(time: string | number): string {
  return new Date(time).toISOString();
}
