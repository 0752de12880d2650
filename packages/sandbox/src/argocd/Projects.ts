import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { AppRecord } from './record';
import {
  judgeWindows,
  syncWindowSchema,
  type SyncWindow,
  type WindowState,
} from './syncWindows';

const projectSchema = z.looseObject({
  apiVersion: z.string().startsWith('argoproj.io/'),
  kind: z.literal('AppProject'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ syncWindows: z.array(syncWindowSchema).optional() }),
});
/** An AppProject of the platform repository. */
export type AppProject = z.infer<typeof projectSchema>;

/** The AppProjects in the text of one file; other objects in it are passed over. */
export function parseAppProjects(text: string): AppProject[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors.length > 0) return [];
    const parsed = projectSchema.safeParse(document.toJS());
    return parsed.success ? [parsed.data] : [];
  });
}

const OPEN = {
  sourceRepos: ['*'],
  destinations: [{ server: '*', namespace: '*' }],
  clusterResourceWhitelist: [{ group: '*', kind: '*' }],
};

/** The AppProjects of an instance and their sync windows. */
export class Projects {
  private readonly defined = new Map<string, AppProject>();
  private denied: SyncWindow | undefined;

  /** Takes the place of all projects known before. */
  replace(projects: AppProject[]): void {
    this.defined.clear();
    for (const project of projects) {
      this.defined.set(project.metadata.name, project);
    }
  }

  /** One window more in each project, or none. */
  deny(window: SyncWindow | undefined): void {
    this.denied = window;
  }

  /** Name and spec of each, by name; `default` always exists. */
  list(): { name: string; spec: object }[] {
    const names = [...new Set(['default', ...this.defined.keys()])].sort();
    return names.map(name => {
      const syncWindows = this.windowsIn(name);
      return {
        name,
        spec: {
          ...(this.defined.get(name)?.spec ?? OPEN),
          ...(syncWindows.length > 0 && { syncWindows }),
        },
      };
    });
  }

  /** What the sync windows mean for an application at a time. */
  windowsOf(record: AppRecord, now: number): WindowState {
    const { metadata, spec } = record.application;
    return judgeWindows(
      this.windowsIn(spec.project),
      {
        name: metadata.name,
        namespace: spec.destination.namespace ?? '',
        server: spec.destination.server ?? spec.destination.name ?? '',
      },
      now,
    );
  }

  private windowsIn(project: string): SyncWindow[] {
    const own = this.defined.get(project)?.spec.syncWindows ?? [];
    return this.denied ? [...own, this.denied] : own;
  }
}
