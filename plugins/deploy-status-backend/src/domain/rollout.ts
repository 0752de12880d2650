import { compact } from './compact';
import { arranged } from './image';
import { healthyAt } from './healthyAt';
import type {
  Evidence,
  Observation,
  ObservedApplication,
  ObservedDeployment,
} from './observed';
import { rankOf, type SightingDetails } from './ranks';

type HealthEvidence = Pick<
  Evidence,
  'steady' | 'movedAt' | 'turnedAt' | 'degradedAt' | 'watched'
>;

/**
 * Whether health that did not change says that what was deployed is healthy.
 * Where Argo CD does not judge the KubeVela Applications among its resources, or
 * that is not known, it says nothing: KubeVela may still be rendering, while the
 * pods from before are as healthy as ever.
 */
function healthCovers(application: ObservedApplication): boolean {
  return (
    !application.hasKubeVela || application.healthIgnoresKubeVela === false
  );
}

/** What health says about an operation that has succeeded. */
function healthEvidence(application: ObservedApplication): HealthEvidence {
  const { operation, healthSince: changedAt } = application;
  const finishedAt = operation?.finishedAt;
  if (operation?.phase !== 'Succeeded' || !finishedAt || !changedAt) {
    return {};
  }
  const healthy = application.health === 'Healthy';
  if (changedAt >= finishedAt) {
    return {
      movedAt: changedAt,
      ...(healthy && { turnedAt: changedAt }),
      ...(application.health === 'Degraded' && { degradedAt: changedAt }),
    };
  }
  // Argo CD runs these hooks once everything is healthy, so the rollout may be
  // over before the operation is.
  const waited =
    changedAt > operation.startedAt &&
    operation.hooks.some(({ type }) => type === 'PostSync');
  const looked = application.settled === true || waited;
  return healthy && looked && healthCovers(application) ? { steady: true } : {};
}

type Told = Pick<Observation, 'application' | 'pods'> & {
  health: HealthEvidence;
};

/** Where the images of pods are what was deployed, how well that is known. */
function podsKnownBy({
  turnedAt,
  steady,
  watched,
}: HealthEvidence): SightingDetails['imagesFrom'] {
  if ((turnedAt ?? watched?.turnedAt) !== undefined) return 'pods-after-change';
  return steady ? 'pods' : undefined;
}

/** Why it is Degraded, as Argo CD says of the Application, or else of a resource. */
function degradedMessage({
  healthMessage,
  troubles,
}: ObservedApplication): string | undefined {
  const told = troubles.find(
    ({ health, message }) => health === 'Degraded' && message,
  );
  return (
    healthMessage ?? (told && `${told.kind}/${told.name}: ${told.message}`)
  );
}

function withEvidence(
  sighting: ObservedDeployment & { evidence: Evidence },
  { health, pods = [], application }: Told,
): ObservedDeployment {
  const imagesFrom = podsKnownBy(health);
  // Until then pods from before may still be there, or those to come not yet.
  const images = imagesFrom && pods.length > 0 ? [...pods] : undefined;
  const ranks = images && {
    ...sighting.evidence.ranks,
    images: rankOf('images', 'operation', true, { imagesFrom }),
  };
  const degradedAt = health.degradedAt ?? health.watched?.degradedAt;
  const message = degradedAt && degradedMessage(application);
  const isBad = sighting.evidence.applied === 'all' || degradedAt !== undefined;
  const evidence = compact({
    ...sighting.evidence,
    ...health,
    ...(ranks && { ranks }),
    ...(isBad &&
      pods.length > 0 && { degraded: arranged(sighting.application, pods) }),
    degradedWhy:
      degradedAt && message ? { at: degradedAt, message } : undefined,
  });
  return compact({
    ...sighting,
    ...(images && { images }),
    healthyAt: healthyAt(sighting, evidence),
    evidence,
  });
}

/**
 * An observation whose operation says when its rollout was over, and what it
 * deployed where only pods tell that, as far as its Application's health says so.
 */
export function withRollout<O extends Omit<Observation, 'history'>>(
  observation: O,
  health = healthEvidence(observation.application),
): O {
  const { deployment } = observation;
  if (!deployment?.evidence) return observation;
  const { evidence } = deployment;
  const isSilent = Object.keys(health).length === 0;
  if (isSilent && evidence.applied !== 'all') return observation;
  return {
    ...observation,
    deployment: withEvidence(
      { ...deployment, evidence },
      { ...observation, health },
    ),
  };
}

/** What the watch saw of health since an operation succeeded, where Argo CD does not say when it changed. */
function watchedHealth(
  known: ObservedApplication | undefined,
  now: ObservedApplication,
): HealthEvidence {
  const { operation, health, observedAt } = now;
  if (
    now.healthSince !== undefined ||
    known?.uid !== now.uid ||
    operation?.phase !== 'Succeeded' ||
    known.operation?.startedAt !== operation.startedAt
  ) {
    return {};
  }
  if (known.health !== health) {
    return {
      watched: {
        movedAt: observedAt,
        ...(health === 'Healthy' && { turnedAt: observedAt }),
        ...(health === 'Degraded' && { degradedAt: observedAt }),
      },
    };
  }
  const looked = now.settled === true && known.settled !== true;
  return health === 'Healthy' && looked && healthCovers(now)
    ? { steady: true }
    : {};
}

/**
 * What the watch told, with what it says beside what was known before it. Only
 * the watch tells of a change as it happens, so a list is no such witness.
 */
export function withWatchedRollout(
  known: ObservedApplication | undefined,
  observation: Observation,
): Observation {
  return withRollout(
    observation,
    watchedHealth(known, observation.application),
  );
}
