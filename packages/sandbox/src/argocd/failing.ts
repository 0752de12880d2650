import { fail } from './ending';
import type { AppRecord, Failure, Run } from './record';
import { kubeTime, type Operation, type OperationState } from './wire';
import { withOperationState } from './withStatus';

const SECOND = 1_000;
const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600 };
const LONGEST = 180;

/** What the operation says where a hook failed, or what it applied. */
export const UNSUCCESSFUL =
  'one or more synchronization tasks completed unsuccessfully';

/** What the operation says of an attempt that did not succeed. */
export function attemptMessage(failure: Failure): string {
  return failure.hook === undefined
    ? `one or more objects failed to apply, reason: ${failure.reason}`
    : UNSUCCESSFUL;
}

/** What it says once there is no retry left. */
export function finalMessage(message: string, retried: number): string {
  return retried > 0 ? `${message} (retried ${retried} times).` : message;
}

/**
 * An attempt has failed. Where the operation has retries left it stays
 * Running, oddly with an end, until the next one; else it is over.
 */
export function attemptFailed(
  record: AppRecord,
  run: Run,
  message: string,
  now: number,
  syncResult: OperationState['syncResult'],
): AppRecord {
  const retry = record.application.operation?.retry ?? {};
  const retried = record.application.status.operationState?.retryCount ?? 0;
  if (retried >= (retry.limit ?? 0)) {
    return {
      ...fail(record, now, finalMessage(message, retried), syncResult),
      run: { ...run, stage: 'reconcile', due: now + 40 * run.pace },
    };
  }
  const attempt = retried + 1;
  const announced = new Date(now + waitBefore(attempt - 1, retry));
  return {
    ...withOperationState(record, {
      message: `${message}. Retrying attempt #${attempt} at ${clockTime(announced)}.`,
      syncResult,
      finishedAt: kubeTime(now),
      retryCount: attempt,
    }),
    run: {
      ...run,
      stage: 'backoff',
      due: now + waitBefore(attempt, retry) * run.pace,
    },
  };
}

/** The wait is over: the same operation under the same start, once more. */
export function retryAgain(
  record: AppRecord,
  run: Run,
  now: number,
): AppRecord {
  const retried = record.application.status.operationState?.retryCount ?? 0;
  const times = (run.failure?.times ?? 0) - 1;
  return {
    ...withOperationState(record, {
      message: `Retrying operation. Attempt #${retried}`,
      finishedAt: undefined,
    }),
    run: {
      ...run,
      failure: run.failure && times > 0 ? { ...run.failure, times } : undefined,
      stage: 'running',
      due: now + 300 * run.pace,
    },
  };
}

/** In milliseconds; the real wait is a factor longer than the announced one, as seen. */
function waitBefore(attempt: number, retry: Operation['retry']): number {
  const {
    duration = '5s',
    factor = 2,
    maxDuration = '3m',
  } = retry.backoff ?? {};
  return (
    Math.min(
      secondsIn(duration) * factor ** attempt,
      secondsIn(maxDuration),
      LONGEST,
    ) * SECOND
  );
}

function secondsIn(duration: string): number {
  const [, amount = '', unit = ''] = /^(\d+)([smh])$/.exec(duration) ?? [];
  return Number(amount) * (UNITS[unit] ?? 0);
}

/** As Go's kitchen format has it: `7:40AM`. */
function clockTime(time: Date): string {
  const hours = time.getUTCHours();
  const minutes = String(time.getUTCMinutes()).padStart(2, '0');
  return `${hours % 12 || 12}:${minutes}${hours < 12 ? 'AM' : 'PM'}`;
}
