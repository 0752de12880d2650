import { InputError, NotFoundError } from '@backstage/errors';
import { EventEmitter } from 'node:events';
import { z } from 'zod';

const scope = {
  /** Only requests whose path starts with this. */
  path: z.string().startsWith('/').optional(),
  /** Only this many requests; afterwards the fault is gone by itself. */
  times: z.number().int().positive().optional(),
};

/**
 * One way for a system to misbehave. Delays are in milliseconds, `Retry-After`
 * in seconds.
 *
 * - `slow`: every answer comes late.
 * - `hang`: the connection is accepted and nothing is ever answered; open
 *   streams fall silent.
 * - `rate-limit`: 429, with `Retry-After` where `retryAfterSeconds` is given.
 * - `server-error`: 500 (or another 5xx).
 * - `reset`: the socket is destroyed before the answer or in the middle of its
 *   body; switching it on cuts open streams.
 * - `wrong-token`: every credential is refused.
 * - `malformed`: 200 with half of the JSON, or with an HTML page.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('slow'),
    delayMs: z.number().int().min(0).max(600_000).default(3_000),
    ...scope,
  }),
  z.strictObject({ kind: z.literal('hang'), ...scope }),
  z.strictObject({
    kind: z.literal('rate-limit'),
    retryAfterSeconds: z.number().int().min(0).max(3_600).optional(),
    ...scope,
  }),
  z.strictObject({
    kind: z.literal('server-error'),
    status: z.number().int().min(500).max(599).default(500),
    ...scope,
  }),
  z.strictObject({
    kind: z.literal('reset'),
    when: z.enum(['before', 'mid-body']).default('before'),
    ...scope,
  }),
  z.strictObject({ kind: z.literal('wrong-token'), ...scope }),
  z.strictObject({
    kind: z.literal('malformed'),
    as: z.enum(['half-json', 'html']).default('half-json'),
    ...scope,
  }),
]);

/** A fault with its defaults filled in. */
export type Fault = z.output<typeof faultSchema>;
/** A fault as a person or a test writes it. */
export type FaultInput = z.input<typeof faultSchema>;

/**
 * Which system misbehaves, and how. Nothing is stored: a restart of the
 * sandbox ends every fault.
 */
export class Faults {
  private readonly active = new Map<string, Fault>();
  private readonly changes = new EventEmitter().setMaxListeners(0);

  /** @param systems - the names that can be given a fault, such as `github` or `argocd-dev` */
  constructor(readonly systems: readonly string[]) {}

  /**
   * Switches a fault on, in place of the one that was there.
   *
   * @throws NotFoundError for an unknown system, InputError for a fault that is not one
   */
  set(system: string, input: unknown): Fault {
    this.assertKnown(system);
    const parsed = faultSchema.safeParse(input);
    if (!parsed.success) {
      throw new InputError(
        `This is not a fault: ${z.prettifyError(parsed.error)}`,
        parsed.error,
      );
    }
    this.active.set(system, parsed.data);
    this.changes.emit('change', system);
    return parsed.data;
  }

  /** Ends the system's fault, if it has one. */
  clear(system: string): void {
    this.assertKnown(system);
    if (this.active.delete(system)) this.changes.emit('change', system);
  }

  /** The system's fault, whichever request it is for. */
  get(system: string): Fault | undefined {
    this.assertKnown(system);
    return this.active.get(system);
  }

  /** The fault that this request must suffer; counts it against `times`. */
  take(system: string, path: string): Fault | undefined {
    const fault = this.active.get(system);
    if (!fault || !path.startsWith(fault.path ?? '/')) return undefined;
    if (fault.times !== undefined) {
      if (fault.times > 1) {
        this.active.set(system, { ...fault, times: fault.times - 1 });
      } else {
        this.active.delete(system);
      }
    }
    return fault;
  }

  /** Calls the listener when a system's fault is switched on or off; answers the way to stop. */
  onChange(listener: (system: string) => void): () => void {
    this.changes.on('change', listener);
    return () => this.changes.off('change', listener);
  }

  private assertKnown(system: string): void {
    if (!this.systems.includes(system)) {
      throw new NotFoundError(
        `There is no system "${system}"; the systems are ${this.systems.join(', ')}.`,
      );
    }
  }
}
