import { parseArgs } from 'node:util';

const APPLICATIONS = 20_000;
const PER_TEAM = 50;

/** Where each service has an Application on every instance. */
function fleetOf(given: string | boolean | undefined) {
  const instances = Number(given ?? 4);
  const services = APPLICATIONS / instances;
  if (!Number.isInteger(instances) || !Number.isInteger(services / PER_TEAM)) {
    throw new Error(
      `--instances takes a number that divides ${APPLICATIONS} Applications into teams of ${PER_TEAM} services, such as 4 or 20, not "${given}"`,
    );
  }
  return { instances, services, perTeam: PER_TEAM, people: 50 };
}

const { values } = parseArgs({
  options: { instances: { type: 'string' } },
  strict: false,
});

/**
 * How large the fleet is that deploy status is measured with: as the command
 * line says, or the environment of a process that a benchmark started.
 */
export const FLEET = fleetOf(
  values.instances ?? process.env.MICHI_BENCH_INSTANCES,
);

/** The token that the upstreams expect. */
export const UPSTREAM_TOKEN = 'bench-upstream-token';

/** `instance-0` and so on. */
export const instanceNames = Array.from(
  { length: FLEET.instances },
  (_, index) => `instance-${index}`,
);

/** The name of a service, of its entity and of its Applications. */
export const serviceName = (index: number): string =>
  `service-${String(index).padStart(4, '0')}`;

/** The team that owns a service. */
export const teamOf = (index: number): string =>
  `team-${Math.floor(index / FLEET.perTeam)}`;

/** The people who look at pages. */
export const personName = (index: number): string => `person-${index}`;

const HISTORY = 10;
const RESOURCES = 12;
const KEPT_BYTES = 20_000;
const DAY = 24 * 60 * 60_000;

/** How often an Argo CD compares each Application, which its watch tells even where nothing has changed. */
export const RECONCILED_EVERY_MS = 3 * 60_000;

/** An instance is listed again from time to time whoever looks, and no sooner than this after the last time. */
export const LISTED_AGAIN_AFTER_MS = 2.5 * 60_000;

/** What has happened to an Application since the benchmark began. */
export interface Past {
  changes: number;
  reconciled: number;
}

/** A commit that is the same for all but the first instance, as versions travel. */
export function revisionOf(
  instance: number,
  index: number,
  age: number,
): string {
  const place = instance === 0 && age === 0 ? 1 : 0;
  return (index * 1_000 + age * 10 + place).toString(16).padStart(40, '0');
}

/**
 * An Application as a real Argo CD sends it, about 20 kB of JSON: what a list
 * of a production instance has per Application. Its past tells one state from
 * the next.
 */
export function applicationOf(
  instance: number,
  index: number,
  past: Past,
): object {
  const name = serviceName(index);
  const source = {
    repoURL: `https://github.com/bench/${name}.git`,
    path: `deploy/${instanceNames[instance]}`,
    targetRevision: 'main',
  };
  const startedAt = (age: number) =>
    new Date(Date.UTC(2026, 10, 20) - age * 5 * DAY - index * 1_000);
  const history = Array.from({ length: HISTORY }, (_, id) => {
    const age = HISTORY - 1 - id;
    return {
      id,
      revision: revisionOf(instance, index, age),
      deployStartedAt: startedAt(age).toISOString(),
      deployedAt: new Date(startedAt(age).getTime() + 20_000).toISOString(),
      source,
      initiatedBy: { automated: true },
    };
  });
  const resources = Array.from({ length: RESOURCES }, (_, number) => ({
    group: number % 2 ? 'apps' : '',
    version: 'v1',
    kind: number % 2 ? 'Deployment' : 'ConfigMap',
    namespace: 'bench',
    name: `${name}-${number}`,
    status: 'Synced',
  }));
  const application = {
    metadata: {
      name,
      namespace: 'argocd',
      uid: `${instance}-${index}`,
      resourceVersion: String(1_000 + past.changes + past.reconciled),
      labels: { team: teamOf(index) },
      managedFields: [] as object[],
    },
    spec: {
      source,
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: name,
      },
      project: 'default',
      syncPolicy: { automated: { prune: true } },
    },
    status: {
      sync: { status: 'Synced', revision: revisionOf(instance, index, 0) },
      health: { status: past.changes % 2 ? 'Progressing' : 'Healthy' },
      history,
      resources,
      reconciledAt: new Date(
        Date.UTC(2026, 10, 23) + past.reconciled * RECONCILED_EVERY_MS,
      ).toISOString(),
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: startedAt(0).toISOString(),
        finishedAt: new Date(startedAt(0).getTime() + 20_000).toISOString(),
        operation: {
          sync: { revision: revisionOf(instance, index, 0) },
          initiatedBy: { automated: true },
        },
        syncResult: {
          revision: revisionOf(instance, index, 0),
          source,
          resources: resources.map(({ status, ...rest }) => ({
            ...rest,
            status: 'Synced',
            message: `${rest.kind}/${rest.name} configured`,
            hookPhase: 'Running',
            syncPhase: 'Sync',
          })),
        },
      },
      summary: { images: [`ghcr.io/bench/${name}:1.${past.changes}.0`] },
      controllerNamespace: 'argocd',
    },
  };
  // What no reader wants makes up half of a real object.
  const missing = KEPT_BYTES - JSON.stringify(application).length;
  application.metadata.managedFields = [
    {
      manager: 'argocd-application-controller',
      fieldsV1: 'f:'.padEnd(missing, '.'),
    },
  ];
  return application;
}
