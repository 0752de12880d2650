import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError } from '@backstage/errors';
import type {
  Obstacle,
  OperationReceipt,
} from '@michi/plugin-deploy-status-common';
import { isUpstreamError } from '@michi/upstream-node';
import { z } from 'zod';
import type {
  OperationOutcome,
  OperationStore,
  StoredOperation,
} from '../../store/OperationStore';
import { keptWords, problemsOfStored, resultOf } from './failures';
import type { Subject } from './subject';

const requestSchema = z.record(z.string(), z.json());

/** All in milliseconds. */
export interface OnceTimings {
  /** How long a request may take before it counts as cut short. */
  leaseMs: number;
  /** How long the same request waits for the first one's answer. */
  waitMs: number;
  /** Between looks at it. */
  pollMs: number;
}

const DEFAULT_TIMINGS: OnceTimings = {
  leaseMs: 120_000,
  waitMs: 25_000,
  pollMs: 200,
};

/** What became of an attempt. */
export interface Result {
  outcome: OperationOutcome;
  /** What there is to say of it. */
  problems?: Obstacle[];
  url?: string;
}

/** Makes a call after which something may have changed. */
export type Send = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Makes each request once, however often it arrives and at whichever replica:
 * its key is taken in the database before anything is sent. Of a request that
 * was cut short between both nothing is known, and that is what is said.
 */
export class Once {
  readonly #timings: OnceTimings;

  constructor(
    private readonly store: OperationStore,
    timings: Partial<OnceTimings> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.#timings = { ...DEFAULT_TIMINGS, ...timings };
  }

  /**
   * @param request - what is asked for; the same key with another one is refused
   * @param perform - makes every call that changes something through `send`; of
   * a request that sent nothing no trace is kept, so that it may be made again.
   * @throws ConflictError for a key that stands for another request.
   */
  async run(
    subject: Subject,
    key: string,
    request: object,
    perform: (send: Send) => Promise<Result>,
  ): Promise<OperationReceipt> {
    const claim = {
      key,
      fingerprint: fingerprintOf(subject, request),
      entityRef: subject.entityRef,
      action: subject.action,
      target: subject.target,
      // Without what is undefined, which JSON does not have.
      request: requestSchema.parse(JSON.parse(JSON.stringify(request))),
      requestedBy: subject.requestedBy,
      reason: subject.reason,
      requestedAt: new Date(this.now()),
      url: subject.application.url,
    };
    const until = this.now() + this.#timings.waitMs;
    for (;;) {
      const earlier = await this.store.claim(claim);
      if (!earlier) {
        return this.#first(claim, perform);
      }
      if (earlier.fingerprint !== claim.fingerprint) {
        throw new ConflictError(
          'This idempotency key stands for another request. Use a new one for each request',
        );
      }
      const cutShort =
        this.now() - earlier.requestedAt.getTime() > this.#timings.leaseMs;
      if (earlier.settledAt || cutShort || this.now() >= until) {
        return receiptOf(earlier, problemsOfStored(earlier), true);
      }
      await delay(this.#timings.pollMs);
    }
  }

  async #first(
    claim: Omit<StoredOperation, 'outcome'>,
    perform: (send: Send) => Promise<Result>,
  ): Promise<OperationReceipt> {
    let sent = false;
    const send: Send = async call => {
      const before = sent;
      sent = true;
      try {
        return await call();
      } catch (error) {
        if (isUpstreamError(error) && !error.reachedServer) {
          sent = before;
        }
        throw error;
      }
    };
    const settle = ({ problems = [], ...result }: Result) =>
      sent
        ? this.store.settle(
            claim.key,
            { ...result, message: keptWords(problems) },
            new Date(this.now()),
          )
        : this.store.release(claim.key);
    let result: Result;
    try {
      result = await perform(send);
    } catch (error) {
      if (!isUpstreamError(error)) {
        await settle({ outcome: 'unknown' });
        throw error;
      }
      result = resultOf(error);
    }
    await settle(result);
    const { outcome, problems = [], url = claim.url } = result;
    return receiptOf({ ...claim, outcome, url }, problems);
  }
}

function fingerprintOf(subject: Subject, request: object): string {
  const { requestedBy, entityRef, action } = subject;
  return createHash('sha256')
    .update(JSON.stringify({ requestedBy, entityRef, action, request }))
    .digest('hex');
}

function receiptOf(
  operation: StoredOperation,
  problems: Obstacle[],
  repeated = false,
): OperationReceipt {
  const message = problems.map(one => one.message).join(' ');
  return {
    idempotencyKey: operation.key,
    action: operation.action,
    target: operation.target,
    outcome: operation.outcome,
    requestedAt: operation.requestedAt.toISOString(),
    requestedBy: operation.requestedBy,
    ...(message && { message }),
    problems,
    url: operation.url,
    repeated,
  };
}
