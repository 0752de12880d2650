import { isDeepStrictEqual } from 'node:util';
import { compact } from './compact';
import {
  keyOf,
  type ApplicationName,
  type ApplicationVersion,
  type Listing,
  type Observation,
  type ObservedApplication,
  type WatchEvent,
} from './observed';
import { isOlder } from './resourceVersion';
import { withWatchedRollout } from './rollout';
import {
  withKnownDeployed,
  withKnownHealth,
  withKnownOperation,
} from './stillKnown';
import { withSuperseded } from './superseded';

/** What is known of one instance, by {@link keyOf}. */
export type KnownApplications = ReadonlyMap<string, ObservedApplication>;

/** The difference that news make. */
export interface Changes {
  changed: Observation[];
  /** Same as before apart from the version: to be remembered, not told. */
  touched: ObservedApplication[];
  removed: ApplicationName[];
}

/**
 * Whether a list shows what an open watch would have told by now. Deletions do
 * not count, as Argo CD tells of none where our account may no longer see what
 * is there.
 */
export function showsUntold({ changed, touched }: Changes): boolean {
  return (
    changed.length > 0 ||
    touched.some(({ resourceVersion }) => resourceVersion !== undefined)
  );
}

/** What an observation says, without when it was made. */
export function stateOf(application: ObservedApplication) {
  const { observedAt, resourceVersion, ...rest } = application;
  return rest;
}

/** Whether two observations say the same; when they were made does not count. */
function sameState(a: ObservedApplication, b: ObservedApplication): boolean {
  return isDeepStrictEqual(stateOf(a), stateOf(b));
}

function difference(
  known: ObservedApplication | undefined,
  seen: Observation,
): Changes {
  const observation = withSuperseded(
    known,
    withKnownDeployed(known, withKnownOperation(known, seen)),
  );
  const { application } = observation;
  // One that a list has overtaken may look the same, and its operation was still
  // not told: a dry run that came after it hides it from the list.
  const isLate =
    isOlder(application.resourceVersion, known?.resourceVersion) === true;
  if (!known) {
    const first = { ...observation, isFirst: true };
    return { changed: [first], touched: [], removed: [] };
  }
  if (isLate || !sameState(known, application)) {
    return { changed: [observation], touched: [], removed: [] };
  }
  // The parts of what is known stay in memory. Each Application is reconciled
  // every few minutes, and to replace all of them as often is work for the collector.
  const { observedAt, resourceVersion } = application;
  const touched = compact({ ...known, observedAt, resourceVersion });
  return { changed: [], touched: [touched], removed: [] };
}

/**
 * What an event of the watch changes. The last message wins. A reconciliation
 * that found nothing new leaves no trace in the model and so changes nothing.
 */
export function mergeEvent(
  known: KnownApplications,
  event: WatchEvent,
): Changes {
  if (event.type === 'changed') {
    const before = known.get(keyOf(event.observation.application));
    return difference(before, withWatchedRollout(before, event.observation));
  }
  const gone = known.get(keyOf(event));
  return {
    changed: [],
    touched: [],
    removed: gone ? [{ namespace: gone.namespace, name: gone.name }] : [],
  };
}

/**
 * How far one server of an instance may be behind another one. Where there are
 * several, the watch is open at one of them while another one answers the list.
 */
export const BEHIND_MS = 30_000;

/**
 * Whether a row comes from a server that is behind. For a while only: versions
 * start over where a cluster's database is restored, and its rows are true.
 */
function isBehind(
  known: ObservedApplication | undefined,
  row: ObservedApplication,
  askedAt: number,
): boolean {
  return (
    known?.uid === row.uid &&
    Date.parse(known.observedAt) >= askedAt - BEHIND_MS &&
    isOlder(row.resourceVersion, known.resourceVersion) === true
  );
}

/** Whether a row knows more than the watch said, although that was a moment ago. */
function isAhead(
  known: ObservedApplication | undefined,
  row: ObservedApplication,
): boolean {
  return isOlder(known?.resourceVersion, row.resourceVersion) === true;
}

/** What is known in which version. */
export function versionsOf(known: KnownApplications): ApplicationVersion[] {
  return [...known.values()].flatMap(
    ({ namespace, name, uid, resourceVersion }) =>
      resourceVersion === undefined
        ? []
        : [{ namespace, name, uid, resourceVersion }],
  );
}

/**
 * Whether a row of a list says nothing new. It leaves out the health of
 * resources, so it must not wipe out what the watch said about the same version
 * of the same object.
 */
function isKnownVersion(
  known: KnownApplications,
  row: ObservedApplication,
): boolean {
  const before = known.get(keyOf(row));
  return (
    before?.resourceVersion !== undefined &&
    before.uid === row.uid &&
    before.resourceVersion === row.resourceVersion
  );
}

/**
 * What a complete list changes: rows that are new or different, and what is
 * known but not listed any more. Applications of which the watch spoke after the
 * list was asked for, or shortly before (`newer`), are left as they are, unless
 * a row has a later version: the event is newer than what a server that is
 * behind lists, and neither a creation nor a deletion is undone by it.
 */
export function mergeList(
  known: KnownApplications,
  { rows, unchanged }: Listing,
  newer: ReadonlySet<string>,
  /** When the list was asked for, in milliseconds since 1970. */
  askedAt: number,
): Changes {
  const changes: Changes = { changed: [], touched: [], removed: [] };
  const listed = new Set(unchanged);
  for (const row of rows) {
    const { application } = row;
    const key = keyOf(application);
    listed.add(key);
    const before = known.get(key);
    const counts = newer.has(key)
      ? isAhead(before, application)
      : !isKnownVersion(known, application) &&
        !isBehind(before, application, askedAt);
    if (counts) {
      const one = difference(before, withKnownHealth(before, row));
      changes.changed.push(...one.changed);
      changes.touched.push(...one.touched);
    }
  }
  for (const [key, application] of known) {
    if (!listed.has(key) && !newer.has(key)) {
      changes.removed.push({
        namespace: application.namespace,
        name: application.name,
      });
    }
  }
  return changes;
}
