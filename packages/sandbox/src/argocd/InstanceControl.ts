import { InputError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import type { Discovery } from './Discovery';
import type { Instance } from './Instance';
import { newRecord } from './newRecord';
import type { Projects } from './Projects';
import type { Reconciler } from './Reconciler';
import type { AppRecord } from './record';

const name = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);

/** How the next sync of an application shall go. */
export const nextSyncSchema = z.strictObject({
  /** It fails: with this hook, or, without one, because the cluster refuses what it is given. */
  fail: z
    .strictObject({
      hook: z.string().optional(),
      message: z.string().min(1),
    })
    .optional(),
  /** How often it is tried again before it has failed; 0 if left out. */
  retries: z.int().min(0).max(10).default(0),
  /** What it rolls out never becomes healthy. */
  degraded: z.boolean().default(false),
  /** How long the rollout takes, in seconds. */
  rolloutSeconds: z.number().positive().max(3_600).optional(),
  /** How long each kind of hook takes, in seconds. */
  hookSeconds: z.number().positive().max(3_600).optional(),
});
/** {@inheritDoc nextSyncSchema} */
export type NextSync = z.output<typeof nextSyncSchema>;

/** A time in which nothing may be synced, from now on. */
export const windowSchema = z.strictObject({
  minutes: z.int().min(1).max(1_440).default(60),
  /** People may sync nevertheless. */
  manualSync: z.boolean().default(false),
  /** Names of applications, with `*` for any. */
  applications: z.array(z.string().min(1)).min(1).default(['*']),
});

/** Applications beside those of the ApplicationSets. */
export const moreSchema = z.strictObject({
  count: z.int().min(1).max(10_000),
  /** What their names begin with; a number follows. */
  prefix: name.default('more'),
  /** The application that they are like; the first one if left out. */
  like: name.optional(),
});

/** What the sandbox lets its users do to one Argo CD that nobody could do to a real one. */
export class InstanceControl {
  constructor(
    private readonly parts: {
      instance: Instance;
      projects: Projects;
      reconciler: Reconciler;
      discovery: Discovery;
      now(): number;
    },
  ) {}

  /** @throws NotFoundError, and InputError for a hook that it does not have */
  nextSync(application: string, wanted: NextSync): void {
    const record = this.require(application);
    const hook = wanted.fail?.hook;
    const hooks = (record.desired?.objects ?? [])
      .filter(object => object.hook)
      .map(object => object.name);
    if (hook !== undefined && !hooks.includes(hook)) {
      throw new InputError(
        `${application} has no hook ${hook}; it has ${hooks.join(', ') || 'none'}.`,
      );
    }
    this.parts.reconciler.decideNext(application, wanted);
  }

  /** Takes an application away; its ApplicationSet does not bring it back before `restore`. */
  remove(application: string): void {
    const { instance, discovery } = this.parts;
    this.require(application);
    discovery.leaveOut(application);
    instance.remove(application);
  }

  /** Lets the ApplicationSet make it anew, under another uid. */
  async restore(application: string): Promise<void> {
    const { discovery, reconciler } = this.parts;
    discovery.allow(application);
    await reconciler.discoverNow();
    this.require(application);
  }

  /** Applications that run what another one runs. @returns their names */
  add(wanted: z.output<typeof moreSchema>): string[] {
    const { instance, now } = this.parts;
    const [first] = instance.list();
    const model = wanted.like === undefined ? first : this.require(wanted.like);
    if (!model) throw new NotFoundError('There is no application to be like.');
    const names = Array.from(
      { length: wanted.count },
      (_, index) => `${wanted.prefix}-${index + 1}`,
    ).filter(each => !instance.get(each));
    for (const each of names) instance.add(alike(model, each, now()));
    return names;
  }

  /** Opens a deny window for all projects, in place of one opened before. */
  openWindow(wanted: z.output<typeof windowSchema>): void {
    const { projects, now } = this.parts;
    const start = new Date(now());
    projects.deny({
      kind: 'deny',
      schedule: `${start.getUTCMinutes()} ${start.getUTCHours()} ${start.getUTCDate()} ${start.getUTCMonth() + 1} *`,
      duration: `${wanted.minutes}m`,
      applications: wanted.applications,
      manualSync: wanted.manualSync,
      timeZone: 'UTC',
      description: 'Opened at the control server',
    });
  }

  /** What waited for its end goes on. */
  closeWindow(): void {
    const { projects, instance, reconciler, now } = this.parts;
    projects.deny(undefined);
    for (const { application } of instance.list()) {
      instance.update(application.metadata.name, record =>
        released(record, now()),
      );
    }
    reconciler.schedule();
  }

  private require(application: string): AppRecord {
    const found = this.parts.instance.get(application);
    if (found) return found;
    throw new NotFoundError(
      `${this.parts.instance.name} has no application ${application}.`,
    );
  }
}

function alike(
  model: AppRecord,
  applicationName: string,
  at: number,
): AppRecord {
  const { application, repository } = model;
  const { metadata, spec } = application;
  const made = newRecord(
    {
      name: applicationName,
      repository,
      applicationSet: '',
      labels: metadata.labels,
      annotations: metadata.annotations,
      spec,
    },
    at,
  );
  const { ownerReferences, ...own } = made.application.metadata;
  return {
    ...model,
    applicationSet: undefined,
    run: undefined,
    rollout: undefined,
    left: true,
    application: {
      ...made.application,
      metadata: own,
      status: application.status,
    },
  };
}

function released(record: AppRecord, at: number): AppRecord {
  const { run } = record;
  return run?.blockedUntil !== undefined && run.blockedUntil > at
    ? { ...record, run: { ...run, blockedUntil: at, due: at } }
    : record;
}
