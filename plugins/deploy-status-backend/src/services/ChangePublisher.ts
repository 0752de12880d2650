import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { DEPLOY_STATUS_CHANNEL } from '@michi/plugin-deploy-status-common';

const COALESCE_MS = 250;
/** With more names than this, everything of the instance counts as changed. */
const MOST_NAMES = 200;

/**
 * Tells open browsers that something changed, not what: they ask the API, where
 * permissions are checked. Changes within a quarter of a second are one message.
 */
export class ChangePublisher {
  readonly #pending = new Map<string, Set<string>>();
  /** Instances of which more changed than single names can tell. */
  readonly #whole = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly signals: SignalsService,
    private readonly logger: LoggerService,
  ) {}

  applications(instance: string, names: Iterable<string>): void {
    const pending = this.#pending.get(instance) ?? new Set();
    for (const name of names) {
      pending.add(name);
    }
    this.#pending.set(instance, pending);
    this.#schedule();
  }

  /** The connection to the instance changed, and with it whether its rows are live. */
  instance(instance: string): void {
    this.#whole.add(instance);
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#publish();
    }, COALESCE_MS);
  }

  async #publish(): Promise<void> {
    const changes = [...new Set([...this.#pending.keys(), ...this.#whole])].map(
      instance => {
        const names = [...(this.#pending.get(instance) ?? [])];
        const whole = this.#whole.has(instance) || names.length > MOST_NAMES;
        return { instance, applications: whole ? [] : names };
      },
    );
    this.#pending.clear();
    this.#whole.clear();
    try {
      await this.signals.publish({
        recipients: { type: 'broadcast' },
        channel: DEPLOY_STATUS_CHANNEL,
        message: { changes },
      });
    } catch (error) {
      this.logger.warn(
        'Open browsers could not be told of a change; they will see it when they ask',
        toError(error),
      );
    }
  }
}
