import { digestOf, uuidOf } from './random';
import { workloadsOf, type AppRecord, type Workload } from './record';
import { resourcesOf } from './view';
import type { ResourceHealth } from './wire';

interface Ref {
  group?: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string;
}

interface Node extends Ref {
  parentRefs?: Ref[];
  info?: { name: string; value?: string }[];
  networkingInfo?: object;
  resourceVersion: string;
  images?: string[];
  health?: ResourceHealth;
  createdAt: string;
}

/** What belongs to an application in the cluster, down to its pods. */
export function resourceTree(record: AppRecord): { nodes: Node[] } {
  const { metadata } = record.application;
  const ref = (resource: Omit<Ref, 'uid'>): Ref => ({
    ...(resource.group && { group: resource.group }),
    version: resource.version,
    kind: resource.kind,
    namespace: resource.namespace,
    name: resource.name,
    uid: uuidOf(metadata.uid, resource.kind, resource.name),
  });
  const common = {
    resourceVersion: metadata.resourceVersion,
    createdAt: metadata.creationTimestamp,
  };
  const nodes: Node[] = resourcesOf(record)
    .filter(({ health }) => health?.status !== 'Missing')
    .map(resource => ({
      ...ref(resource),
      ...(resource.group === 'apps' && {
        info: [{ name: 'Revision', value: revisionOf(record) }],
      }),
      ...common,
      ...(resource.health && { health: resource.health }),
    }));
  const workloads = (record.live?.objects ?? []).flatMap(workloadsOf);
  for (const workload of workloads) {
    const health = record.live?.health[workload.key];
    if (workload.kind !== 'Deployment' || !health) continue;
    nodes.push(
      ...podsOf(record, workload, health).map(node => ({ ...node, ...common })),
    );
  }
  return { nodes: nodes.sort((a, b) => (order(a) < order(b) ? -1 : 1)) };

  function podsOf(
    { application }: AppRecord,
    workload: Workload,
    health: ResourceHealth,
  ): Omit<Node, 'resourceVersion' | 'createdAt'>[] {
    const { name, namespace, image } = workload;
    const hash = digestOf(application.metadata.uid, image).slice(0, 10);
    const replicaSet = ref({
      group: 'apps',
      version: 'v1',
      kind: 'ReplicaSet',
      namespace,
      name: `${name}-${hash}`,
    });
    const pods = podState(image, health);
    const labels = {
      'app.oam.dev/component': name,
      'app.oam.dev/name': application.metadata.name,
      'pod-template-hash': hash,
    };
    return [
      {
        ...replicaSet,
        parentRefs: [
          ref({
            group: 'apps',
            version: 'v1',
            kind: 'Deployment',
            namespace,
            name,
          }),
        ],
        info: [{ name: 'Revision', value: revisionOf(record) }],
        health: {
          status: pods.health.status === 'Healthy' ? 'Healthy' : 'Progressing',
        },
      },
      ...Array.from({ length: workload.replicas }, (_, index) => ({
        ...ref({
          version: 'v1',
          kind: 'Pod',
          namespace,
          name: `${name}-${hash}-${digestOf(hash, index).slice(0, 5)}`,
        }),
        parentRefs: [replicaSet],
        info: [
          { name: 'Status Reason', value: pods.reason },
          { name: 'Node' },
          { name: 'Containers', value: pods.containers },
        ],
        networkingInfo: { labels },
        images: [image],
        health: pods.health,
      })),
    ];
  }
}

/** How the pods of a workload fare, and what they say of it. */
function podState(
  image: string,
  { status }: ResourceHealth,
): { reason: string; containers: string; health: ResourceHealth } {
  if (status === 'Degraded' || image.endsWith(':0.0.0')) {
    return {
      reason: 'ImagePullBackOff',
      containers: '0/1',
      health: {
        status: 'Degraded',
        message: `Back-off pulling image "${image}"`,
      },
    };
  }
  if (status === 'Progressing') {
    return {
      reason: 'ContainerCreating',
      containers: '0/1',
      health: { status: 'Progressing' },
    };
  }
  return {
    reason: 'Running',
    containers: '1/1',
    health: { status: 'Healthy' },
  };
}

function revisionOf(record: AppRecord): string {
  return `Rev:${record.nextHistoryId}`;
}

function order(node: Ref): string {
  return [node.group ?? '', node.kind, node.namespace, node.name].join('/');
}
