import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, toError } from '@backstage/errors';
import type { Obstacle } from '@michi/plugin-deploy-status-common';
import type {
  OperableApplication,
  SyncWindow,
} from '../../domain/operations/operable';
import {
  deniedUntil,
  withTimeZones,
} from '../../domain/operations/syncWindows';
import { obstacle, reading } from './failures';
import type { Subject } from './subject';

/** A dry run of somebody who asks for a plan; it ends by itself. */
const DRY_RUN_MS = 8_000;
const POLL_MS = 250;

/** Whose syncs a window is about. */
type Who = 'people' | 'auto-sync';

/** What stands in the way of a change, and the Application where it could be read. */
export interface Found {
  obstacles: Obstacle[];
  application?: OperableApplication;
}

/** Finds out, by asking Argo CD, what stands in the way of a change. */
export class Obstacles {
  constructor(
    private readonly logger: LoggerService,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * What holds for everything that starts an operation: the instance answers,
   * the Application is there, no sync window denies it, nothing else runs.
   */
  async find(subject: Subject, options = { refresh: false }): Promise<Found> {
    const { argoCd, of } = subject;
    const read = await reading(async () =>
      this.#afterDryRun(
        subject,
        await (options.refresh ? argoCd.refresh(of) : argoCd.application(of)),
      ),
    );
    if (read.obstacle) {
      return { obstacles: [read.obstacle] };
    }
    const application = read.value;
    const window = await this.window(subject);
    return {
      application,
      obstacles: [
        ...(window ? [window] : []),
        ...(application.busy ? [runningObstacle(application)] : []),
      ],
    };
  }

  /** The sync window that denies changes now, or why that is not known. */
  async window(subject: Subject): Promise<Obstacle | undefined> {
    const read = await reading(() => this.#window(subject, 'people'));
    return read.obstacle ?? read.value;
  }

  /**
   * What a sync window that denies changes now means for a change that can be
   * made all the same.
   *
   * @param who - whom it has to deny: people, or Argo CD syncing by itself
   */
  async caution(
    subject: Subject,
    meaning: Pick<Obstacle, 'kind' | 'message'>,
    who: Who = 'people',
  ): Promise<Obstacle[]> {
    const { value: window } = await reading(() => this.#window(subject, who));
    return window
      ? [{ ...meaning, ...(window.until && { until: window.until }) }]
      : [];
  }

  async #afterDryRun(
    { argoCd, of }: Subject,
    first: OperableApplication,
  ): Promise<OperableApplication> {
    const until = this.now() + DRY_RUN_MS;
    let application = first;
    while (application.dryRunning && this.now() < until) {
      await delay(POLL_MS);
      application = await argoCd.application(of);
    }
    return application;
  }

  async #window(subject: Subject, who: Who): Promise<Obstacle | undefined> {
    const found = await subject.argoCd.windows(subject.of);
    if (who === 'people' ? found.canSync : found.canAutoSync) {
      return undefined;
    }
    const until = await this.#until(
      subject,
      who === 'people'
        ? found.assigned
        : found.assigned.map(one => ({ ...one, manualSync: false })),
    );
    return {
      kind: 'sync-window',
      message: until
        ? `A sync window of Argo CD denies changes until ${until.toISOString()}.`
        : 'A sync window of Argo CD denies changes now.',
      ...(until && { until: until.toISOString() }),
    };
  }

  async #until(
    { argoCd, of }: Subject,
    assigned: SyncWindow[],
  ): Promise<Date | undefined> {
    try {
      const zoned = withTimeZones(
        assigned,
        await argoCd.projectWindows(of.project),
      );
      return zoned && deniedUntil(zoned, new Date(this.now()));
    } catch (error) {
      if (isError(error)) {
        // It is denied all the same; only its end is not known.
        this.logger.debug(
          `The end of a sync window of ${of.project} is not known`,
          toError(error),
        );
        return undefined;
      }
      throw error;
    }
  }
}

function runningObstacle({ operation }: OperableApplication): Obstacle {
  const { phase, retries = 0, message } = operation ?? {};
  if (phase === 'Terminating') {
    return obstacle('stopping', 'An operation is being stopped.', message);
  }
  return retries > 0
    ? obstacle(
        'retrying',
        `An operation failed, and Argo CD repeats it by itself (${retries} so far).`,
        message,
      )
    : obstacle(
        'operation-running',
        'Another operation runs on this Application.',
        message,
      );
}

/** Obstacles as the answer to a request: nothing was sent. */
export function refusedBy(problems: readonly Obstacle[]) {
  return { outcome: 'refused' as const, problems: [...problems] };
}
