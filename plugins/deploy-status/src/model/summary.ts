import type { EntityStatus, Outcome } from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';
import type { Service } from './services';
import { compareTones, isTrouble } from './condition';
import {
  environmentRows,
  type DeployedRow,
  type EnvironmentRow,
} from './environments';

/** One service on the home page. */
export interface ServiceRow {
  service: Service;
  rows: EnvironmentRow[];
  /** The worst of its environments; undefined for a service that nothing is known of. */
  tone: Tone | undefined;
  /** The environment to look at first. */
  worst: DeployedRow | undefined;
  state: EntityStatus['state'] | 'denied';
}

/** The services with their states, those in trouble first, then by name. */
export function serviceRows(
  services: Service[],
  statuses: EntityStatus[],
): ServiceRow[] {
  const byRef = new Map(statuses.map(status => [status.entityRef, status]));
  return services
    .map((service): ServiceRow => {
      const status = byRef.get(service.entityRef);
      const rows = status?.state === 'found' ? environmentRows(status) : [];
      const deployed = rows
        .filter(row => row.kind === 'deployed')
        .sort((a, b) => compareTones(a.tone, b.tone));
      const worst = deployed[0];
      return {
        service,
        rows,
        tone: worst?.tone,
        worst: worst && worst.tone !== 'good' ? worst : undefined,
        state: status?.state ?? 'denied',
      };
    })
    .sort(
      (a, b) =>
        compareOptional(urgencyOf(a), urgencyOf(b)) ||
        a.service.name.localeCompare(b.service.name),
    );
}

/** One that Argo CD no longer has is no better than one that is ill. */
function urgencyOf({ tone, state }: ServiceRow): Tone | undefined {
  return state === 'missing' ? 'bad' : tone;
}

/** Services of which nothing is known come last. */
function compareOptional(a: Tone | undefined, b: Tone | undefined): number {
  if (a === undefined || b === undefined) {
    return Number(a === undefined) - Number(b === undefined);
  }
  return compareTones(a, b);
}

/** The environments that any of the services runs in, in configured order. */
export function environmentsOf(rows: ServiceRow[]): string[] {
  return [
    ...new Set(
      rows.flatMap(row => row.rows.map(({ environment }) => environment)),
    ),
  ];
}

/** How many services are in which state. They add up to `total`. */
export interface Summary {
  total: number;
  healthy: number;
  trouble: number;
  deploying: number;
  /** Environments that a change waits for, once per service. These services are healthy. */
  waits: string[];
  unknown: number;
  /** The first one in trouble. */
  first: ServiceRow | undefined;
}

/** A change that waits for a person does not make what runs any less healthy. */
const isHealthy = ({ rows, tone }: ServiceRow): boolean =>
  tone === 'good' ||
  (tone === 'progress' &&
    rows.every(
      row =>
        row.kind !== 'deployed' ||
        row.tone !== 'progress' ||
        row.condition === 'waits',
    ));

/** Counts services by what to do about them. */
export function summarize(rows: ServiceRow[]): Summary {
  const inTrouble = rows.filter(
    ({ worst }) =>
      worst && worst.asOf === undefined && isTrouble(worst.condition),
  );
  const waits = rows.flatMap(row =>
    row.rows.flatMap(place =>
      place.kind === 'deployed' &&
      place.condition === 'waits' &&
      place.asOf === undefined
        ? [place.environment]
        : [],
    ),
  );
  const healthy = rows.filter(isHealthy).length;
  const deploying = rows.filter(
    row => row.tone === 'progress' && !isHealthy(row),
  ).length;
  return {
    total: rows.length,
    healthy,
    trouble: inTrouble.length,
    deploying,
    waits,
    unknown: rows.length - healthy - deploying - inTrouble.length,
    first: inTrouble[0],
  };
}

/** The colour and shape of how a deployment, one of its attempts or a hook ended. */
export function toneOfOutcome(outcome: Outcome): Tone {
  switch (outcome) {
    case 'Succeeded':
      return 'good';
    case 'Failed':
    case 'Error':
    case 'Degraded':
      return 'bad';
    case 'Running':
    case 'Terminating':
      return 'progress';
    default:
      return 'unknown';
  }
}
