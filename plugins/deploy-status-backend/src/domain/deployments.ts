import { isDeepStrictEqual } from 'node:util';
import type { Image } from '@michi/plugin-deploy-status-common';
import { canonical } from './canonical';
import { compact } from './compact';
import { healthyAt } from './healthyAt';
import { arranged, deployedAmong } from './image';
import {
  isFinal,
  type Evidence,
  type EvidenceField,
  type ObservedDeployment,
} from './observed';
import {
  earlier,
  either,
  mergeAttempts,
  mergeTold,
  mergeWatched,
  mergeWhy,
} from './mergeParts';
import { rankOf, type SightingDetails, type Source } from './ranks';

/*
 * Sightings of one operation become one deployment. Each part of it is taken
 * from the sighting that knows it best; between equals the choice depends on
 * nothing but their values. So merging is commutative, associative and
 * idempotent: order, repetition and the number of replicas make no difference.
 */

/** The key of an operation, however it was seen. */
export function deploymentKey(
  deployment: Pick<ObservedDeployment, 'instance' | 'uid' | 'startedAt'>,
): string {
  const { instance, uid, startedAt } = deployment;
  return `${instance}/${uid}/${startedAt}`;
}

/** What each part is made of. */
const PARTS = {
  place: (one: ObservedDeployment) =>
    compact({
      namespace: one.namespace,
      inControllerNamespace: one.inControllerNamespace,
      project: one.project,
      application: one.application,
      destination: one.destination,
      url: one.url,
    }),
  outcome: (one: ObservedDeployment) =>
    compact({ phase: one.phase, finishedAt: one.finishedAt }),
  message: (one: ObservedDeployment) => compact({ message: one.message }),
  by: (one: ObservedDeployment) =>
    compact({ startedBy: one.startedBy, automated: one.automated }),
  request: (one: ObservedDeployment) =>
    compact({
      requestedBy: one.requestedBy,
      reason: one.reason,
      requestId: one.requestId,
    }),
  retries: ({ retries }: ObservedDeployment) => ({ retries }),
  hooks: ({ hooks }: ObservedDeployment) => ({ hooks }),
  revisions: ({ revisions }: ObservedDeployment) => ({ revisions }),
  images: ({ images }: ObservedDeployment) => ({ images }),
} satisfies Record<EvidenceField, (one: ObservedDeployment) => object>;

const FIELDS = [
  'place',
  'outcome',
  'message',
  'by',
  'request',
  'retries',
  'hooks',
  'revisions',
  'images',
] as const satisfies EvidenceField[];

function isTold(
  field: EvidenceField,
  one: ObservedDeployment,
  isEnd: boolean,
): boolean {
  switch (field) {
    case 'message':
      return one.message !== undefined;
    case 'by':
      return one.startedBy !== undefined || one.automated;
    case 'request':
      return one.requestedBy !== undefined;
    case 'hooks':
      // Who sees the end of an operation sees all its hooks, and that there was
      // none; but each attempt begins anew.
      return (isEnd && one.retries === 0) || one.hooks.length > 0;
    case 'revisions':
    case 'images':
      return one[field].length > 0;
    default:
      return true;
  }
}

/** Ten thousands of history entries are known in a handful of ways. */
const RANKS = new Map<string, Evidence['ranks']>();

function shared(ranks: Evidence['ranks']): Evidence['ranks'] {
  const key = Object.keys(ranks).join();
  const known = RANKS.get(key) ?? ranks;
  RANKS.set(key, known);
  return known;
}

/** A sighting with the evidence that it is. */
export function sighted(
  sighting: Omit<ObservedDeployment, 'evidence' | 'healthyAt'>,
  source: Source,
  details: SightingDetails = {},
): ObservedDeployment & { evidence: Evidence } {
  const { progress, isApplied, imagesFrom, ...rest } = details;
  const final = isFinal(sighting.phase);
  const isEnd = final && source === 'operation';
  const ranks: Evidence['ranks'] = {};
  for (const field of FIELDS) {
    // The history does not say how often it was tried.
    const unknown = field === 'retries' && source === 'history';
    if (!unknown && isTold(field, sighting, isEnd)) {
      ranks[field] = rankOf(field, source, final, details);
    }
  }
  const evidence: Evidence = compact({
    ...rest,
    ranks: source === 'history' ? shared(ranks) : ranks,
  });
  return {
    ...compact({ ...sighting, healthyAt: healthyAt(sighting, evidence) }),
    evidence,
  };
}

type Weighed = ObservedDeployment & { evidence: Evidence };

function isWeighed(one: ObservedDeployment): one is Weighed {
  return one.evidence !== undefined;
}

/** A deployment with its evidence, which imports and rows of an earlier release lack. */
function weighed(one: ObservedDeployment): Weighed {
  if (isWeighed(one)) {
    return one;
  }
  const { evidence, healthyAt: toldAt, ...rest } = one;
  const told = compact({
    healthyAt: toldAt,
    imagesBefore: one.imagesBefore.length > 0 ? one.imagesBefore : undefined,
    attempts:
      one.imported && one.attempts.length > 0 ? one.attempts : undefined,
  });
  const details = { ...(Object.keys(told).length > 0 && { told }) };
  return one.imported
    ? sighted({ ...rest, attempts: [] }, 'import', details)
    : sighted(rest, 'operation', details);
}

/** Who knows a part better. */
function better(field: EvidenceField, a: Weighed, b: Weighed): Weighed {
  const more = (a.evidence.ranks[field] ?? 0) - (b.evidence.ranks[field] ?? 0);
  if (more !== 0) {
    return more > 0 ? a : b;
  }
  const [ofA, ofB] = [PARTS[field](a), PARTS[field](b)];
  // The same in nearly all cases, and that is told sooner.
  return isDeepStrictEqual(ofA, ofB) || canonical(ofA) >= canonical(ofB)
    ? a
    : b;
}

/** That it was all of it may be seen only after a while. */
function mergeApplied(
  a: Evidence['applied'],
  b: Evidence['applied'],
): Evidence['applied'] {
  return a === 'all' ? a : (b ?? a);
}

function mergeImages(a: Weighed, b: Weighed): Image[] | undefined {
  const [ofA, ofB] = [a, b].map(one => one.evidence.degraded);
  return ofA && ofB ? arranged(a.application, [...ofA, ...ofB]) : (ofA ?? ofB);
}

/**
 * What a rollout that failed deployed, where nobody told it. Only what was seen
 * of the pods as it began tells which of them are new: by the deployments before
 * it, one that failed earlier would be missed, and its pods taken for new.
 */
function imagesLeft({ degraded, before, partial }: Evidence): Image[] {
  return degraded && before && !partial ? deployedAmong(degraded, before) : [];
}

function mergeEvidence(a: Weighed, b: Weighed): Evidence {
  const ranks: Evidence['ranks'] = {};
  for (const field of FIELDS) {
    const rank = better(field, a, b).evidence.ranks[field];
    if (rank !== undefined) ranks[field] = rank;
  }
  return compact({
    ranks,
    partial: a.evidence.partial || b.evidence.partial || undefined,
    applied: mergeApplied(a.evidence.applied, b.evidence.applied),
    before: either(a.evidence.before, b.evidence.before),
    degraded: mergeImages(a, b),
    degradedWhy: mergeWhy(a.evidence.degradedWhy, b.evidence.degradedWhy),
    steady: a.evidence.steady || b.evidence.steady || undefined,
    movedAt: earlier(a.evidence.movedAt, b.evidence.movedAt),
    turnedAt: earlier(a.evidence.turnedAt, b.evidence.turnedAt),
    degradedAt: earlier(a.evidence.degradedAt, b.evidence.degradedAt),
    watched: mergeWatched(a.evidence.watched, b.evidence.watched),
    told: mergeTold(a.evidence.told, b.evidence.told),
    concluded: either(a.evidence.concluded, b.evidence.concluded),
  });
}

/**
 * Two sightings of one operation as one. What follows from the operations
 * before it is left for `succession`.
 */
export function mergeDeployment(
  first: ObservedDeployment,
  second: ObservedDeployment,
): Weighed {
  const a = weighed(first);
  const b = weighed(second);
  if (isDeepStrictEqual(a, b)) {
    // Every second history entry has been seen before.
    return a;
  }
  const evidence = mergeEvidence(a, b);
  const outcome = PARTS.outcome(better('outcome', a, b));
  return {
    instance: a.instance,
    uid: a.uid,
    startedAt: a.startedAt,
    ...PARTS.place(better('place', a, b)),
    ...outcome,
    ...compact({ healthyAt: healthyAt(outcome, evidence) }),
    ...PARTS.message(better('message', a, b)),
    ...PARTS.by(better('by', a, b)),
    ...PARTS.request(better('request', a, b)),
    ...PARTS.retries(better('retries', a, b)),
    attempts: mergeAttempts(a.attempts, b.attempts),
    ...PARTS.hooks(better('hooks', a, b)),
    ...PARTS.revisions(better('revisions', a, b)),
    images:
      evidence.ranks.images === undefined
        ? imagesLeft(evidence)
        : better('images', a, b).images,
    imagesBefore: [],
    rollback: false,
    imported: a.imported && b.imported,
    evidence,
  };
}

/** Sightings as one deployment per operation, in whichever order they come. */
export function mergeDeployments(
  sightings: readonly ObservedDeployment[],
): ObservedDeployment[] {
  const byKey = new Map<string, ObservedDeployment>();
  for (const seen of sightings) {
    const key = deploymentKey(seen);
    const known = byKey.get(key);
    byKey.set(key, known ? mergeDeployment(known, seen) : weighed(seen));
  }
  return [...byKey.values()];
}
