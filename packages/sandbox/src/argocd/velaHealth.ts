import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { isVelaApplication, type ManifestObject } from './manifests';
import { workloadsOf, type Live } from './record';
import type { ResourceHealth } from './wire';

const KEY = 'resource.customizations.health.core.oam.dev_Application';

/** Argo CD finds its settings by name and label, and passes over any other ConfigMap. */
const settingsSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('ConfigMap'),
  metadata: z.looseObject({
    name: z.literal('argocd-cm'),
    labels: z.looseObject({
      'app.kubernetes.io/part-of': z.literal('argocd'),
    }),
  }),
  data: z.looseObject({ [KEY]: z.string().trim().min(1) }),
});

/** Whether the text of one file gives Argo CD a health check for KubeVela Applications. */
export function hasVelaCheck(text: string): boolean {
  return parseAllDocuments(text).some(
    document =>
      document.errors.length === 0 &&
      settingsSchema.safeParse(document.toJS()).success,
  );
}

/**
 * What a health check says of an object that exists in the cluster: nothing
 * for a KubeVela Application where there is none.
 */
export function healthOfObject(
  object: ManifestObject,
  live: Live,
  judgesVela: boolean | undefined,
): ResourceHealth | undefined {
  if (!isVelaApplication(object)) {
    return live.health[`${object.kind}/${object.name}`];
  }
  return judgesVela ? velaHealth(object, live) : undefined;
}

/** KubeVela runs once all it made does; a workload that it has not made yet is under way. */
function velaHealth(object: ManifestObject, live: Live): ResourceHealth {
  const workloads = workloadsOf(object).map(({ key }) => live.health[key]);
  const degraded = workloads.find(health => health?.status === 'Degraded');
  if (degraded) return degraded;
  const isUnderWay = workloads.some(
    health => !health || health.status === 'Progressing',
  );
  return { status: isUnderWay ? 'Progressing' : 'Healthy' };
}
