import type { GeneratedApplication } from './applicationSet';
import { uuidOf } from './random';
import type { AppRecord } from './record';
import { kubeTime, type Application } from './wire';

/** An application as its ApplicationSet has just made it: nothing compared yet. */
export function newRecord(
  wanted: GeneratedApplication,
  now: number,
): AppRecord {
  const application: Application = {
    metadata: {
      name: wanted.name,
      namespace: 'argocd',
      // Replaced by the instance, which knows all that makes it unique.
      uid: uuidOf(wanted.name),
      resourceVersion: '0',
      generation: 0,
      creationTimestamp: kubeTime(now),
      ...(wanted.labels && { labels: wanted.labels }),
      ...(wanted.annotations && { annotations: wanted.annotations }),
      ownerReferences: [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'ApplicationSet',
          name: wanted.applicationSet,
          uid: uuidOf('applicationset', wanted.applicationSet),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: wanted.spec,
    status: {
      sync: {
        status: '',
        comparedTo: { source: { repoURL: '' }, destination: {} },
      },
      health: {},
      summary: {},
      sourceHydrator: {},
    },
  };
  return {
    application,
    repository: wanted.repository,
    applicationSet: wanted.applicationSet,
    nextHistoryId: 0,
  };
}
