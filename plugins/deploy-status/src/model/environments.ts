import {
  conditionOf,
  type Application,
  type Condition,
  type EntityStatus,
  type Instance,
} from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';
import { toneOf } from './condition';
import { distinguish, type Spot } from './places';
import { versionOf } from './version';

interface Place {
  key: string;
  environment: string;
  instance: Instance | undefined;
  /** What tells it from the environment's other places, where there are such. */
  distinction: string | undefined;
}

/** What the card shows for one environment. */
export type EnvironmentRow =
  /** Something is deployed. `asOf` is set where it is the last known state. */
  | (Place & {
      kind: 'deployed';
      application: Application;
      condition: Condition;
      tone: Tone;
      version: string | undefined;
      asOf: string | undefined;
    })
  /** Argo CD knows it, and has not deployed it yet. */
  | (Place & { kind: 'pending'; application: Application })
  /** Argo CD is there and has nothing for this entity. */
  | (Place & { kind: 'absent' })
  /** Argo CD does not answer, and never told us of this entity. */
  | (Place & { kind: 'silent'; instance: Instance });

/** An environment in which something is deployed. */
export type DeployedRow = Extract<EnvironmentRow, { kind: 'deployed' }>;

/** Where an Application is. */
const spotOf = ({
  environment,
  instance,
  name: application,
  namespace,
}: Application): Spot => ({ environment, instance, application, namespace });

/** Every place of an entity: where it is, and the instances on which it could be. */
export const spotsOf = ({
  applications,
  instances,
}: Pick<EntityStatus, 'applications' | 'instances'>): Spot[] => [
  ...instances.map(({ environment, name }) => ({
    environment,
    instance: name,
  })),
  ...applications.map(spotOf),
];

/** One row per environment, in the order in which the instances are configured. */
export function environmentRows(status: EntityStatus): EnvironmentRow[] {
  const { applications, instances } = status;
  const spots = spotsOf(status);
  const tell = distinguish(spots, instances);
  const rows = instances.flatMap((instance): EnvironmentRow[] => {
    const here = applications.filter(
      application => application.instance === instance.name,
    );
    if (here.length > 0) {
      return here.map(application =>
        rowOf(application, instance, tell(spotOf(application))),
      );
    }
    const place = {
      key: instance.name,
      environment: instance.environment,
      instance,
      distinction: tell({
        environment: instance.environment,
        instance: instance.name,
      }),
    };
    return [
      instance.connection === 'connected'
        ? { kind: 'absent', ...place }
        : { kind: 'silent', ...place },
    ];
  });
  const known = new Set(instances.map(({ name }) => name));
  const elsewhere = applications.filter(({ instance }) => !known.has(instance));
  return [
    ...rows,
    ...elsewhere.map(application =>
      rowOf(application, undefined, tell(spotOf(application))),
    ),
  ];
}

function rowOf(
  application: Application,
  instance: Instance | undefined,
  distinction: string | undefined,
): EnvironmentRow {
  const condition = conditionOf(application);
  const place = {
    key: `${application.instance}/${application.uid}`,
    environment: application.environment,
    instance,
    distinction,
  };
  if (application.live && condition === 'notDeployed') {
    return { kind: 'pending', ...place, application };
  }
  return {
    kind: 'deployed',
    ...place,
    application,
    condition,
    // What was true some time ago is not known to be true now.
    tone: application.live ? toneOf(condition) : 'unknown',
    version: versionOf(application, application.name),
    asOf: application.live
      ? undefined
      : (instance?.lastContactAt ?? application.observedAt),
  };
}

/** Whether anything on the card is the last known state rather than live. */
export function oldestKnown(rows: EnvironmentRow[]): string | undefined {
  return rows
    .flatMap(row => (row.kind === 'deployed' && row.asOf ? [row.asOf] : []))
    .sort()[0];
}
