import {
  operationFailed,
  type Application,
  type Health,
  type Sync,
} from '@michi/plugin-deploy-status-common';

/** One thing that is wrong. */
export interface Reason {
  /** The resources that say so, as `Deployment/blog-api`; none for the Application as a whole. */
  resources: string[];
  /** Argo CD's words; absent where it has none, and the states say it. */
  message?: string;
  health?: Health;
  sync?: Sync;
}

/** At most this many are listed; Argo CD has the rest. */
export const MAX_REASONS = 4;

/** Shorter messages are within longer ones by chance. */
const TELLING = 20;

/** Whether one message says what the other says. */
const isWithin = (part: string, whole: string): boolean =>
  part === whole || (part.length >= TELLING && whole.includes(part));

const isBad = (health: Health | undefined): boolean =>
  health === 'Degraded' || health === 'Missing';

/**
 * What is wrong with an Application, the most telling first, each once: what a
 * Deployment says, the KubeVela Application above it often repeats, and the
 * operation's message stands in the condition about it.
 */
export function reasonsOf(application: Application): Reason[] {
  const { operation, conditions, healthMessage, troubles } = application;
  const inFlight =
    operation?.phase === 'Running' || operation?.phase === 'Terminating';
  const said: Reason[] = [
    ...(operationFailed(application) && operation?.message
      ? [{ resources: [], message: operation.message }]
      : []),
    ...conditions.map(({ type, message }) => ({
      resources: [],
      message: `${type}: ${message}`,
    })),
    ...(healthMessage ? [{ resources: [], message: healthMessage }] : []),
    ...troubles
      // What is being deployed is not yet as it should be; that alone is no trouble.
      .filter(({ message, health }) => !inFlight || message || isBad(health))
      .map(({ kind, name, message, health, sync }) => ({
        resources: [`${kind}/${name}`],
        ...(message ? { message } : { health, sync }),
      })),
  ];
  return said.reduce<Reason[]>((reasons, reason) => {
    const known = reasons.find(one => saysTheSame(one, reason));
    if (!known) return [...reasons, reason];
    const resources = [...new Set([...known.resources, ...reason.resources])];
    return reasons.map(one => (one === known ? { ...known, resources } : one));
  }, []);
}

function saysTheSame(one: Reason, other: Reason): boolean {
  if (one.message === undefined || other.message === undefined) {
    return (
      one.message === other.message &&
      one.health === other.health &&
      one.sync === other.sync
    );
  }
  return (
    isWithin(one.message, other.message) || isWithin(other.message, one.message)
  );
}
