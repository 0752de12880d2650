import { z } from 'zod';
import type { FakeArgoCd } from './FakeArgoCd';
import type { FakeExtension } from './fakeExtension';

const callSchema = z.looseObject({
  dryRun: z.boolean().optional(),
  revision: z.string().optional(),
  prune: z.boolean().optional(),
  resources: z.array(z.unknown()).optional(),
  infos: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  id: z.number().optional(),
});

/** A change that somebody asked Argo CD for. */
export interface FakeCall {
  kind: 'sync' | 'dry run' | 'rollback' | 'terminate';
  application: string;
  body: z.output<typeof callSchema>;
}

type Answer = { status: number; body: unknown };

const error = (status: number, code: number, message: string): Answer => ({
  status,
  body: { error: message, code, message },
});
const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 23, 10, 0, seconds)).toISOString();

function kindOf(
  method: string,
  what: string | undefined,
  call: FakeCall['body'],
): FakeCall['kind'] {
  if (method === 'DELETE') return 'terminate';
  if (what === 'rollback') return 'rollback';
  return call.dryRun ? 'dry run' : 'sync';
}

/**
 * The part of a fake Argo CD that changes things, with the answers and words of
 * the recorded one: post-sync-*, post-rollback, error-*, syncwindows-*.
 */
export class FakeOperations {
  readonly calls: FakeCall[] = [];
  /** The next change is answered so. */
  next: Answer | 'reset' | undefined;
  windows: object = { canSync: true };
  /** What Git says. */
  manifests: object[] = [];
  project: Answer = { status: 200, body: { spec: {} } };
  /** What a dry run finds; undefined if it never ends. */
  dryRun: object | undefined = { phase: 'Succeeded' };
  #seconds = 0;

  constructor(private readonly argoCd: FakeArgoCd) {
    argoCd.extension = this.#answer;
  }

  /** Changes that are not dry runs. */
  get changes(): FakeCall[] {
    return this.calls.filter(({ kind }) => kind !== 'dry run');
  }

  readonly #answer: FakeExtension = ({ method, path, body }) => {
    if (path.startsWith('/api/v1/projects/')) return this.project;
    const [, name = '', what] =
      /^\/api\/v1\/applications\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    const application = this.argoCd.application(name);
    if (!application) return error(404, 5, 'not found');
    if (what === 'manifests') {
      const manifests = this.manifests.map(one => JSON.stringify(one));
      return { status: 200, body: { manifests } };
    }
    if (what === 'syncwindows') return { status: 200, body: this.windows };
    const call = callSchema.parse(body ?? {});
    const kind = kindOf(method, what, call);
    this.calls.push({ kind, application: name, body: call });
    const { next } = this;
    this.next = undefined;
    if (next) return next;
    switch (kind) {
      case 'terminate':
        return this.#terminate(name);
      case 'rollback':
        return this.#rollback(name, call.id ?? 0);
      default:
        return this.#sync(name, call);
    }
  };

  /** Puts the Application's operation into a state. */
  operate(name: string, operationState: object | undefined, busy: boolean) {
    const application = this.argoCd.application(name);
    if (!application) throw new Error(`There is no ${name}`);
    const { operation, ...rest } = application;
    this.argoCd.set({
      ...rest,
      ...(busy && { operation: operation ?? { sync: {} } }),
      status: { ...application.status, operationState },
    });
  }

  #sync(name: string, call: FakeCall['body']): Answer {
    const application = this.argoCd.application(name);
    if (application?.operation) {
      return error(400, 9, 'another operation is already in progress');
    }
    const { dryRun, revision, prune, resources } = call;
    const operation = {
      sync: { dryRun, revision, prune, resources },
      info: call.infos,
    };
    this.#seconds += 1;
    const startedAt = at(this.#seconds);
    this.argoCd.set({
      ...application,
      metadata: application?.metadata ?? { name },
      operation,
      status: { ...application?.status, operationState: undefined },
    });
    setImmediate(() => {
      if (!dryRun || !this.dryRun) {
        this.operate(name, { phase: 'Running', startedAt, operation }, true);
        return;
      }
      this.operate(
        name,
        {
          // Dry runs count for as long as they are new.
          startedAt: new Date().toISOString(),
          finishedAt: new Date().toISOString(),
          operation,
          syncResult: {
            revision: revision ?? 'c'.repeat(40),
            resources: [
              {
                group: 'apps',
                kind: 'Deployment',
                name,
                status: 'Synced',
                message: `deployment.apps/${name} configured (dry run)`,
              },
            ],
          },
          ...this.dryRun,
        },
        false,
      );
    });
    return { status: 200, body: application };
  }

  #rollback(name: string, id: number): Answer {
    const application = this.argoCd.application(name);
    const known = z
      .object({
        status: z.object({ history: z.array(z.object({ id: z.number() })) }),
      })
      .safeParse(application);
    const automated = z
      .object({
        spec: z.object({ syncPolicy: z.object({ automated: z.unknown() }) }),
      })
      .safeParse(application).data?.spec.syncPolicy.automated;
    if (automated) {
      return error(
        400,
        9,
        'rollback cannot be initiated when auto-sync is enabled',
      );
    }
    if (!known.data?.status.history.some(entry => entry.id === id)) {
      return error(
        400,
        3,
        `application argocd/${name} does not have deployment with id ${id}`,
      );
    }
    this.operate(name, { phase: 'Running', startedAt: at(30) }, true);
    return { status: 200, body: application };
  }

  #terminate(name: string): Answer {
    if (!this.argoCd.application(name)?.operation) {
      return error(
        400,
        3,
        'Unable to terminate operation. No operation is in progress',
      );
    }
    this.operate(name, { phase: 'Terminating', startedAt: at(30) }, true);
    return { status: 200, body: {} };
  }
}
