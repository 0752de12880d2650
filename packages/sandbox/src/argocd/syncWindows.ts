import { DateTime, Duration } from 'luxon';
import { z } from 'zod';

export const syncWindowSchema = z.looseObject({
  kind: z.enum(['allow', 'deny']),
  /** Five fields of cron, in `timeZone`. */
  schedule: z.string(),
  /** In Go's notation, such as `1h30m`. */
  duration: z.string(),
  applications: z.array(z.string()).optional(),
  namespaces: z.array(z.string()).optional(),
  clusters: z.array(z.string()).optional(),
  manualSync: z.boolean().optional(),
  timeZone: z.string().optional(),
  description: z.string().optional(),
});
/** A time in which syncs are allowed or denied, as an AppProject has it. */
export type SyncWindow = z.infer<typeof syncWindowSchema>;

const MINUTE = 60_000;
const UNITS: Record<string, 'hours' | 'minutes' | 'seconds'> = {
  h: 'hours',
  m: 'minutes',
  s: 'seconds',
};

/** What the windows of a project mean for one application right now. */
export interface WindowState {
  assigned: SyncWindow[];
  active: SyncWindow[];
  /** By hand; auto-sync also needs `canAutoSync`. */
  canSync: boolean;
  canAutoSync: boolean;
  /** When the last active denial ends, in milliseconds since the epoch. */
  until: number;
}

/**
 * Judges the windows as Argo CD does: an active denial wins; where allowances
 * exist, one must be active; `manualSync` lets people through either way.
 */
export function judgeWindows(
  windows: SyncWindow[],
  application: { name: string; namespace: string; server: string },
  now: number,
): WindowState {
  const assigned = windows.filter(
    window =>
      matchesAny(window.applications, application.name) ||
      matchesAny(window.namespaces, application.namespace) ||
      matchesAny(window.clusters, application.server),
  );
  const ends = new Map(
    assigned.flatMap(window => {
      const end = endOfActive(window, now);
      return end === undefined ? [] : [[window, end] as const];
    }),
  );
  const active = assigned.filter(window => ends.has(window));
  const denied = active.filter(({ kind }) => kind === 'deny');
  const allowances = assigned.filter(({ kind }) => kind === 'allow');
  const allowed =
    allowances.length === 0 || active.some(({ kind }) => kind === 'allow');
  const canAutoSync = denied.length === 0 && allowed;
  const deciding = denied.length > 0 ? denied : allowances;
  return {
    assigned,
    active,
    canAutoSync,
    canSync:
      canAutoSync || deciding.every(({ manualSync }) => manualSync === true),
    until: Math.max(now, ...denied.map(window => ends.get(window) ?? now)),
  };
}

function matchesAny(patterns: string[] | undefined, text: string): boolean {
  return (patterns ?? []).some(pattern =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    ).test(text),
  );
}

/** The end of the window's present run; undefined while it is closed. */
function endOfActive(window: SyncWindow, now: number): number | undefined {
  const length = durationOf(window.duration);
  const zone = window.timeZone || 'utc';
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  // The latest start decides; it lies within one duration of now.
  for (let start = thisMinute; start > now - length; start -= MINUTE) {
    const at = DateTime.fromMillis(start, { zone });
    if (startsAt(window.schedule, at)) return start + length;
  }
  return undefined;
}

function durationOf(text: string): number {
  let duration = Duration.fromMillis(0);
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)) {
    const name = UNITS[unit ?? ''];
    if (name) duration = duration.plus({ [name]: Number(amount) });
  }
  return duration.toMillis();
}

function startsAt(schedule: string, at: DateTime): boolean {
  const [minute, hour, day, month, weekday] = schedule.trim().split(/\s+/);
  const onDay = fieldMatches(day, at.day);
  const onWeekday = fieldMatches(weekday, at.weekday % 7);
  // As cron has it: with both days restricted, either is enough.
  const dayMatches =
    day === '*' || weekday === '*' ? onDay && onWeekday : onDay || onWeekday;
  return (
    fieldMatches(minute, at.minute) &&
    fieldMatches(hour, at.hour) &&
    fieldMatches(month, at.month) &&
    dayMatches
  );
}

function fieldMatches(field: string | undefined, value: number): boolean {
  return (field ?? '*').split(',').some(part => {
    const [range = '*', step] = part.split('/');
    const [low, high] = range === '*' ? [0, 59] : range.split('-').map(Number);
    const first = low ?? 0;
    const last = high ?? (step ? 59 : first);
    return (
      value >= first &&
      value <= last &&
      (value - (range === '*' ? 0 : first)) % Number(step ?? 1) === 0
    );
  });
}
