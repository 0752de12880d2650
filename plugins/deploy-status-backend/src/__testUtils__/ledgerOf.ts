import fc from 'fast-check';
import {
  deploymentKey,
  mergeDeployment,
  mergeDeployments,
} from '../domain/deployments';
import { listing } from './listing';
import { mergeEvent, mergeList, type Changes } from '../domain/merge';
import {
  deploymentsOf,
  isFinal,
  keyOf,
  type Observation,
  type ObservedApplication,
  type ObservedDeployment,
} from '../domain/observed';
import { succession } from '../domain/rollback';
import { toModel } from '../upstream/toModel';
import { wireApplicationSchema } from '../upstream/wire';
import type { ExpectedDeployment, Frame, Step } from './simulatedOperations';

/** What our client makes of a frame. */
export function observed({ application }: Frame): Observation {
  return toModel(wireApplicationSchema.parse(application), {
    instance: 'dev',
    frontendUrl: 'https://argo',
    observedAt: '2026-11-23T10:00:00.000Z',
  });
}

/** What a row of a list has of a frame: not the health of each resource. */
function listed({ application, ...frame }: Frame): Frame {
  const { resources, ...status } = application.status;
  return {
    ...frame,
    application: {
      ...application,
      status: {
        ...status,
        ...(resources && {
          resources: resources.map(({ health, ...resource }) => resource),
        }),
      },
    },
  };
}

/** A frame of an Argo CD that does not say when health changed. */
function undated({ application, ...frame }: Frame): Frame {
  const { lastTransitionTime, ...health } = application.status.health;
  const status = { ...application.status, health };
  return { ...frame, application: { ...application, status } };
}

/**
 * What reaches the ledger of frames that a follower sees one after the other: it
 * tells only of what changes what it knows.
 *
 * @param lists - after which frames it lists as well, by position
 */
export function followed(
  frames: readonly Frame[],
  lists: ReadonlySet<number>,
  dated: boolean,
): ObservedDeployment[] {
  const book = new Map<string, ObservedApplication>();
  const sightings: ObservedDeployment[] = [];
  const apply = ({ changed, touched, removed }: Changes) => {
    for (const one of changed) {
      book.set(keyOf(one.application), one.application);
      sightings.push(...deploymentsOf(one));
    }
    touched.forEach(one => book.set(keyOf(one), one));
    removed.forEach(one => book.delete(keyOf(one)));
  };
  const seen = (frame: Frame) => {
    const { application, ...rest } = observed(dated ? frame : undated(frame));
    return { ...rest, application: { ...application, observedAt: frame.at } };
  };
  frames.forEach((frame, index) => {
    const observation = seen(frame);
    const { namespace, name } = observation.application;
    if (frame.type === 'DELETED') {
      apply(mergeEvent(book, { type: 'deleted', namespace, name }));
      return;
    }
    const list = () => {
      const askedAt = Date.parse(frame.at);
      apply(mergeList(book, listing(seen(listed(frame))), new Set(), askedAt));
    };
    // It may come before the frame, as the two have no order.
    if (lists.has(index) && index % 2 === 0) list();
    apply(mergeEvent(book, { type: 'changed', observation }));
    if (lists.has(index)) list();
  });
  return sightings;
}

/** The operations that frames tell of, one sighting after the other. */
export function sightingsOf(frames: readonly Frame[]): ObservedDeployment[] {
  return frames.flatMap(frame => deploymentsOf(observed(frame)));
}

/** What a ledger should hold after sightings, in the order of the keys. */
export function ledgerOf(
  sightings: readonly ObservedDeployment[],
): ObservedDeployment[] {
  const merged = mergeDeployments(sightings).map(one =>
    mergeDeployment(one, one),
  );
  const names = new Set(merged.map(({ application }) => application));
  const follows = new Map(
    [...names].flatMap(name => [
      ...succession(merged.filter(({ application }) => application === name)),
    ]),
  );
  return merged
    .map(one => ({ ...one, ...follows.get(deploymentKey(one)) }))
    .sort((a, b) => (deploymentKey(a) < deploymentKey(b) ? -1 : 1));
}

/** The part of a deployment that a test states by itself. */
export function summary(
  one: ObservedDeployment,
): Omit<ExpectedDeployment, 'before' | 'late'> {
  return {
    uid: one.uid,
    startedAt: one.startedAt,
    phase: one.phase,
    ...(one.finishedAt && { finishedAt: one.finishedAt }),
    ...(one.healthyAt && { healthyAt: one.healthyAt }),
    ...(one.startedBy && { startedBy: one.startedBy }),
    ...(one.requestedBy && { requestedBy: one.requestedBy }),
    // Of what goes on it changes, and any of them is true.
    ...(isFinal(one.phase) && one.message && { message: one.message }),
    retries: one.retries,
    attempts: one.attempts.map(({ number }) => number),
    hooks: one.hooks.length,
    revision: one.revisions.map(({ id }) => id).join(),
    tags: one.images.map(({ tag }) => tag ?? ''),
    rollback: one.rollback,
  };
}

/** The tags of what is said to have run before. */
export function before({ imagesBefore }: ObservedDeployment): string[] {
  return imagesBefore.map(({ tag }) => tag ?? '');
}

/** Whatever may happen to an Application. */
export const steps = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      by: fc.constantFrom(
        'person' as const,
        'auto' as const,
        'portal' as const,
      ),
      fresh: fc.boolean(),
      outcome: fc.constantFrom(
        'Succeeded' as const,
        'Succeeded' as const,
        'Failed' as const,
        'Error' as const,
        'terminated' as const,
        'abandoned' as const,
      ),
      retries: fc.constantFrom(0, 0, 0, 1, 3),
      hook: fc.boolean(),
      scope: fc.constantFrom(
        'whole' as const,
        'whole' as const,
        'partial' as const,
        'dry-run' as const,
      ),
      applied: fc.constantFrom(
        'nothing' as const,
        'some' as const,
        'all' as const,
      ),
      rollout: fc.constantFrom(
        'steady' as const,
        'progresses' as const,
        'late' as const,
        'degrades' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rollback' as const),
      back: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'recreate' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'flap' as const }) },
) satisfies fc.Arbitrary<Step>;

/** Lives of Applications: whether of KubeVela, and what happens. */
export const lives = fc.record({
  vela: fc.constantFrom(
    undefined,
    undefined,
    'judged' as const,
    'ignored' as const,
  ),
  steps: fc.array(steps, { minLength: 1, maxLength: 14 }),
});
