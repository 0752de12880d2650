import { InputError } from '@backstage/errors';
import { CronTime } from 'cron';
import type { SyncWindow } from './operable';

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
]);

/** Windows that follow one another: more are not looked through. */
const MOST_STEPS = 100;

/** A duration in Go's notation, in milliseconds. */
function durationMs(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|h|m|s))+$/.test(text)) {
    throw new InputError(`The sync window's duration "${text}" is not one`);
  }
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g);
  return [...parts].reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * (UNIT_MS.get(unit ?? '') ?? 0),
    0,
  );
}

/** A window that can be asked when it is open. */
interface OpenableWindow extends Pick<SyncWindow, 'kind' | 'manualSync'> {
  /** When it next opens after a time. */
  nextAfter(at: number): number;
  lengthMs: number;
}

function openable(window: SyncWindow): OpenableWindow {
  const timeZone = window.timeZone || 'UTC';
  const { kind, manualSync } = window;
  try {
    const cron = new CronTime(window.schedule, timeZone);
    return {
      kind,
      manualSync,
      lengthMs: durationMs(window.duration),
      nextAfter: at => cron.getNextDateFrom(new Date(at), timeZone).toMillis(),
    };
  } catch (error) {
    throw new InputError(
      `The sync window "${window.schedule}" (${window.duration}, ${timeZone}) cannot be read`,
      error,
    );
  }
}

/** When a window's present run ends; undefined while it is closed. */
function endAt(window: OpenableWindow, at: number): number | undefined {
  const start = window.nextAfter(at - window.lengthMs);
  return start <= at ? start + window.lengthMs : undefined;
}

/**
 * Whether a person may sync, as Argo CD decides it: an open denial wins; where
 * there are allowances, one must be open; `manualSync` lets people through
 * where every window that stands in the way has it.
 */
function peopleMaySync(windows: OpenableWindow[], at: number): boolean {
  const open = windows.filter(window => endAt(window, at) !== undefined);
  const denials = open.filter(({ kind }) => kind === 'deny');
  if (denials.length > 0) {
    return denials.every(({ manualSync }) => manualSync);
  }
  const allowances = windows.filter(({ kind }) => kind === 'allow');
  return (
    allowances.length === 0 ||
    open.some(({ kind }) => kind === 'allow') ||
    allowances.every(({ manualSync }) => manualSync)
  );
}

/**
 * Whether Argo CD may sync by itself: no denial is open, and an allowance is,
 * where there are any. `manualSync` is for people.
 */
export function autoSyncIsAllowed(
  assigned: readonly SyncWindow[],
  active: readonly SyncWindow[],
): boolean {
  const isAllowance = ({ kind }: SyncWindow) => kind === 'allow';
  return (
    active.every(isAllowance) &&
    (active.length > 0 || !assigned.some(isAllowance))
  );
}

/**
 * Until when the windows keep people from syncing. Undefined where they do not,
 * or where one denial follows another without an end in sight.
 *
 * @throws InputError for a window that cannot be read.
 */
export function deniedUntil(
  windows: readonly SyncWindow[],
  now: Date,
): Date | undefined {
  const all = windows.map(openable);
  let at = now.getTime();
  if (peopleMaySync(all, at)) {
    return undefined;
  }
  for (let step = 0; step < MOST_STEPS; step++) {
    at = nextTurn(all, at);
    if (peopleMaySync(all, at)) {
      return new Date(at);
    }
  }
  return undefined;
}

/** When the next window opens or closes after a time. */
function nextTurn(windows: OpenableWindow[], at: number): number {
  const turns = windows.map(
    window => endAt(window, at) ?? window.nextAfter(at),
  );
  return Math.min(...turns.filter(turn => turn > at));
}

/**
 * The windows of an Application with the time zones that only its project
 * knows. Undefined where it cannot be told which one is meant: a time that may
 * be wrong by hours is worse than none.
 */
export function withTimeZones(
  assigned: readonly SyncWindow[],
  ofProject: readonly SyncWindow[],
): SyncWindow[] | undefined {
  const zoned: SyncWindow[] = [];
  for (const window of assigned) {
    const zones = new Set(
      ofProject
        .filter(
          one =>
            one.kind === window.kind &&
            one.schedule === window.schedule &&
            one.duration === window.duration &&
            one.manualSync === window.manualSync,
        )
        .map(({ timeZone }) => timeZone || 'UTC'),
    );
    const [timeZone] = zones;
    if (timeZone === undefined || zones.size > 1) {
      return undefined;
    }
    zoned.push({ ...window, timeZone });
  }
  return zoned;
}
