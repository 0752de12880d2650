import {
  attentionKindSchema,
  type AttentionKind,
  type Condition,
  type EntityStatus,
  type ServiceRow,
} from '@michi/plugin-deploy-status-common';
import type { ObservedApplication } from './observed';
import type { Since, StateSince } from './StateTimes';

/** What decides whether a person should look. */
export interface AttentionRules {
  /** How long an operation or a rollout may take. */
  stuckMs: number;
  /** The environments that count as production. */
  production: readonly string[];
}

/** One Application of a service, as the rules see it. */
export interface JudgedPlace {
  environment: string;
  condition: Condition;
  application: Pick<
    ObservedApplication,
    | 'operation'
    | 'deployedAt'
    | 'revisions'
    | 'sync'
    | 'autoSync'
    | 'healthSince'
  >;
  since: StateSince;
  /** Whether its instance is connected. */
  live: boolean;
  /** When its instance last told us anything. */
  lastContactAt?: string;
}

/** A service, as the rules see it. */
export interface JudgedService {
  state: EntityStatus['state'];
  places: readonly JudgedPlace[];
  /** Where it may run. */
  instances: ReadonlyArray<{ environment: string; connected: boolean }>;
}

type Attention = ServiceRow['attention'][number];

/** Auto-sync acts within seconds; what lasts longer than this does not go away by itself. */
const DRIFTING_MS = 2 * 60_000;
const SEVERITY = attentionKindSchema.options;

/**
 * Why a person should look at a service, the worst first and production before
 * the rest; empty if nobody needs to.
 *
 * What an instance that is not connected said last cannot be judged against the
 * clock: its places are `unknown`, and `failing` where they were.
 */
export function attentionOf(
  service: JudgedService,
  rules: AttentionRules,
  now: number,
): Attention[] {
  switch (service.state) {
    case 'not-configured':
      return [];
    case 'not-annotated':
      return [{ kind: 'not-annotated' }];
    case 'missing':
      return [{ kind: 'missing' }];
    case 'waiting':
      return [{ kind: 'unknown' }];
    default:
  }
  const found = service.places.flatMap(place => ofPlace(place, rules, now));
  const told = neverInProduction(service, rules)
    ? [
        // What waits there is the first deployment, which this says.
        ...found.filter(
          one => one.kind !== 'waiting' || !isProduction(one, rules),
        ),
        { kind: 'not-in-production' as const },
      ]
    : found;
  return onePerEnvironment(told).sort(
    (a, b) =>
      severity(a) - severity(b) ||
      Number(isProduction(b, rules)) - Number(isProduction(a, rules)),
  );
}

/** Orders services by what is worst about each; those that nobody needs to look at come last. */
export function compareAttention(
  a: readonly Attention[],
  b: readonly Attention[],
  rules: Pick<AttentionRules, 'production'>,
): number {
  const [first] = a;
  const [second] = b;
  if (!first || !second) {
    return Number(!first) - Number(!second);
  }
  return (
    severity(first) - severity(second) ||
    Number(isProduction(second, rules)) - Number(isProduction(first, rules))
  );
}

/** What is to be said of one place, at most two things. */
function ofPlace(
  place: JudgedPlace,
  rules: AttentionRules,
  now: number,
): Attention[] {
  const { environment, lastContactAt } = place;
  const judged = judge(place, rules, now);
  const said: Judgement[] = judged ? [judged] : [];
  const told = place.live
    ? said
    : [
        ...said.filter(({ kind }) => kind === 'failing'),
        { kind: 'unknown' as const, since: lastContactAt },
      ];
  return told.map(({ kind, since }) => ({
    kind,
    environment,
    ...(since && { since }),
  }));
}

interface Judgement {
  kind: AttentionKind;
  since?: string;
}

function judge(
  place: JudgedPlace,
  rules: AttentionRules,
  now: number,
): Judgement | undefined {
  const { operation, healthSince, autoSync } = place.application;
  const { health, sync } = place.since;
  const unhealthySince = healthSince ?? exactly(health);
  const olderThan = (at: string | undefined, ms: number) =>
    at !== undefined && now - Date.parse(at) > ms;

  switch (place.condition) {
    case 'failed':
      return {
        kind: 'failing',
        since: operation?.finishedAt ?? operation?.startedAt,
      };
    case 'degraded':
      return { kind: 'failing', since: unhealthySince };
    case 'incomparable':
    case 'error':
      return { kind: 'failing' };
    case 'deploying':
    case 'stopping':
      return olderThan(operation?.startedAt, rules.stuckMs)
        ? { kind: 'stuck', since: operation?.startedAt }
        : undefined;
    case 'progressing': {
      // A rollout begins with its deployment, or with whatever made it move later.
      const since = later(healthSince ?? health?.at, operation?.finishedAt);
      return olderThan(since, rules.stuckMs)
        ? { kind: 'stuck', since }
        : undefined;
    }
    case 'notDeployed':
      if (!autoSync) {
        return { kind: 'waiting', since: exactly(sync) };
      }
      return olderThan(sync?.at, DRIFTING_MS)
        ? { kind: 'missing', since: exactly(sync) }
        : undefined;
    case 'missing':
      return { kind: 'missing', since: unhealthySince };
    case 'outOfSync': {
      const quietSince = later(sync?.at, operation?.finishedAt);
      return olderThan(quietSince, DRIFTING_MS)
        ? { kind: 'drifting', since: exactly(sync) }
        : undefined;
    }
    case 'suspended':
      return { kind: 'paused', since: unhealthySince };
    case 'unknown':
      return { kind: 'unknown' };
    case 'waits':
      return { kind: 'waiting', since: exactly(sync) };
    default:
      return undefined;
  }
}

/** True only where every instance that could say otherwise has been heard. */
function neverInProduction(
  { places, instances }: JudgedService,
  { production }: AttentionRules,
): boolean {
  const guarded = instances.filter(({ environment }) =>
    production.includes(environment),
  );
  const deployed = places.filter(
    ({ application }) =>
      application.deployedAt !== undefined || application.revisions.length > 0,
  );
  return (
    guarded.length > 0 &&
    guarded.every(({ connected }) => connected) &&
    deployed.length > 0 &&
    !deployed.some(({ environment }) => production.includes(environment))
  );
}

function exactly(since: Since | undefined): string | undefined {
  return since?.exact ? since.at : undefined;
}

function later(a: string | undefined, b: string | undefined) {
  if (a === undefined || b === undefined) {
    return a ?? b;
  }
  return Date.parse(a) > Date.parse(b) ? a : b;
}

function severity({ kind }: Attention): number {
  return SEVERITY.indexOf(kind);
}

function isProduction(
  { environment }: Attention,
  { production }: Pick<AttentionRules, 'production'>,
): boolean {
  return environment !== undefined && production.includes(environment);
}

/** Several Applications of one environment in the same trouble are one, since the first of them. */
function onePerEnvironment(found: readonly Attention[]): Attention[] {
  const byKey = new Map<string, Attention>();
  for (const one of found) {
    const key = `${one.kind}/${one.environment ?? ''}`;
    const known = byKey.get(key);
    const earlier =
      one.since !== undefined &&
      (known?.since === undefined ||
        Date.parse(one.since) < Date.parse(known.since));
    if (!known || earlier) {
      byKey.set(key, one);
    }
  }
  return [...byKey.values()];
}
