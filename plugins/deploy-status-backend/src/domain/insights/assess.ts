import { ChangeTimes } from './changeTimes';
import { grouped } from './grouped';
import {
  endOf,
  isPartOf,
  nowRunning,
  ranBefore,
  sameContent,
  sameSet,
  type Content,
  type End,
  type LedgerRecord,
} from './records';

/**
 * A record and what it means among the others of its Application.
 */
export interface Assessed {
  record: LedgerRecord;
  outcome: End;
  /**
   * - `new`: it deployed something that did not run.
   * - `same`: what ran already, once more.
   * - `rollback`: what had run before something newer.
   */
  kind: 'new' | 'same' | 'rollback';
  /** It repeated, after a failure, what the operation before it had tried: the same deployment, another attempt. */
  repeats: boolean;
  /** A later rollback took it away. */
  undone: boolean;
  /** It succeeded, and what it deployed never worked: health turned to Degraded and did not come back before something else was deployed. */
  degraded: boolean;
  /** Milliseconds since 1970; when the oldest change that it brought was committed. */
  changedAt?: number;
  /** When the Application was healthy again after it failed, degraded or was undone. */
  recoveredAt?: number;
}

/**
 * Reads the operations of a service, each Application's in their order: what was new, what failed
 * and was tried again, what was rolled back, and when it was well again. Of
 * operations before the period that is asked about, the last success of each
 * Application is enough to tell what was new; more of them find more commit
 * times. Records may come in any order; those of one Application do not overlap,
 * as Argo CD runs one operation at a time.
 */
export function assess(records: readonly LedgerRecord[]): Assessed[] {
  const ordered = [...records].sort(
    (a, b) => a.startedAt - b.startedAt || (a.place.key < b.place.key ? -1 : 1),
  );
  const changes = new ChangeTimes(ordered);
  const places = grouped(ordered, ({ place }) => place.key);
  return [...places.values()].flatMap(one => assessPlace(one, changes));
}

function assessPlace(
  records: readonly LedgerRecord[],
  changes: ChangeTimes,
): Assessed[] {
  const assessed: Assessed[] = [];
  /** By the operations that succeeded. */
  let running: Content | undefined;
  /** The last one that failed since then. */
  let failed: LedgerRecord | undefined;
  for (const record of records) {
    const outcome = endOf(record);
    const kind = kindOf(record, running);
    const one: Assessed = {
      record,
      outcome,
      kind,
      repeats: failed !== undefined && sameContent(record, failed),
      undone: false,
      degraded:
        kind === 'new' && outcome === 'succeeded' && record.degraded === true,
    };
    if (kind === 'new') {
      const before = running?.images.length
        ? running.images
        : record.imagesBefore;
      const changedAt = changes.of(record, before);
      if (changedAt !== undefined) one.changedAt = changedAt;
    }
    assessed.push(one);
    if (outcome === 'succeeded') {
      running = nowRunning(running, record);
      failed = undefined;
    } else if (outcome === 'failed') {
      failed = record;
    }
  }
  findRecoveries(assessed);
  findUndone(assessed);
  return assessed;
}

function kindOf(
  record: LedgerRecord,
  running: Content | undefined,
): Assessed['kind'] {
  if (record.rollback) {
    return 'rollback';
  }
  const { images, imagesBefore, partial } = record;
  const isSame = partial ? isPartOf : sameContent;
  const same = running
    ? isSame(record, running)
    : images.length > 0 &&
      (partial
        ? images.every(image => imagesBefore.includes(image))
        : sameSet(images, imagesBefore));
  return same ? 'same' : 'new';
}

/** A failure, seen at once or by what became of it, ends with the next success of the Application that became healthy, whatever it deployed. */
function findRecoveries(assessed: readonly Assessed[]): void {
  let healthyAt: number | undefined;
  for (const one of [...assessed].reverse()) {
    const failed = one.outcome === 'failed' || one.degraded;
    if (failed && healthyAt !== undefined) {
      one.recoveredAt = healthyAt;
    }
    if (one.outcome === 'succeeded') {
      healthyAt = one.record.healthyAt ?? healthyAt;
    }
  }
}

/**
 * A rollback undoes the newest success that came after what it puts back. Where
 * the ledger does not have what it puts back, it undoes the operation before it,
 * if that one succeeded.
 */
function findUndone(assessed: readonly Assessed[]): void {
  assessed.forEach((rollback, index) => {
    if (rollback.kind !== 'rollback' || rollback.outcome !== 'succeeded') {
      return;
    }
    const earlier = assessed.slice(0, index);
    const target = earlier.findLastIndex(
      one =>
        one.outcome === 'succeeded' && ranBefore(one.record, rollback.record),
    );
    const passed = earlier.slice(target >= 0 ? target + 1 : -1);
    const undone = passed.findLast(
      one => one.kind === 'new' && one.outcome === 'succeeded' && !one.undone,
    );
    if (undone) {
      undone.undone = true;
      const recovery = assessed
        .slice(index)
        .find(
          one =>
            one.outcome === 'succeeded' && one.record.healthyAt !== undefined,
        );
      if (recovery?.record.healthyAt !== undefined) {
        undone.recoveredAt = recovery.record.healthyAt;
      }
    }
  });
}
