import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Repositories } from '../world';
import { digestOf } from './random';

const componentSchema = z.object({
  name: z.string(),
  /** The kind of workload that the component becomes. */
  workload: z.enum(['Deployment', 'StatefulSet', 'CronJob', 'Job']),
  image: z.string(),
  replicas: z.number().int(),
  service: z.boolean(),
});
/** One part of a KubeVela Application, as far as Argo CD sees what it becomes. */
export type Component = z.infer<typeof componentSchema>;

const hookSchema = z.enum(['PreSync', 'Sync', 'PostSync', 'SyncFail']);

const objectSchema = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** Of the content; comments and the order of keys do not count. */
  digest: z.string(),
  images: z.array(z.string()),
  replicas: z.number().int(),
  hook: hookSchema.optional(),
  /** A hook that is deleted once it has succeeded. */
  deletedOnSuccess: z.boolean().optional(),
  components: z.array(componentSchema),
});
/** One Kubernetes object that a folder asks for. */
export type ManifestObject = z.infer<typeof objectSchema>;

export const manifestsSchema = z.object({
  revision: z.string(),
  objects: z.array(objectSchema),
});
/** What a folder of a repository asks for at one revision. */
export type Manifests = z.infer<typeof manifestsSchema>;

/** The folder cannot be turned into manifests; the message is the one that Argo CD shows. */
export class ManifestError extends Error {
  readonly name = 'ManifestError';

  constructor(message: string, cause?: unknown) {
    super(
      `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${message}`,
      { cause },
    );
  }
}

const looseRecord = z.record(z.string(), z.unknown());
const kubernetesObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});
const velaSpec = z.looseObject({
  components: z.array(
    z.looseObject({
      name: z.string(),
      type: z.string(),
      properties: looseRecord.optional(),
      traits: z
        .array(
          z.looseObject({
            type: z.string(),
            properties: looseRecord.optional(),
          }),
        )
        .optional(),
    }),
  ),
});

/** Whether an object is a KubeVela Application. */
export const isVelaApplication = (object: { group?: string; kind: string }) =>
  object.group === 'core.oam.dev' && object.kind === 'Application';

/**
 * Reads every manifest directly in a folder, as Argo CD's directory source does.
 *
 * @throws ManifestError where the folder is missing or a file is not Kubernetes YAML
 */
export async function readManifests(
  repositories: Repositories,
  repository: string,
  folder: string,
  revision: string,
  namespace: string,
): Promise<Manifests> {
  const paths = await manifestPaths(repositories, repository, folder, revision);
  if (paths.length === 0) {
    throw new ManifestError(`${folder}: app path does not exist`);
  }
  const objects: ManifestObject[] = [];
  for (const path of paths) {
    const text = await repositories.readFile(repository, path, revision);
    objects.push(...parseManifests(text ?? '', path, namespace));
  }
  return { revision, objects };
}

/** The files directly in a folder that hold manifests. */
async function manifestPaths(
  repositories: Repositories,
  repository: string,
  folder: string,
  revision: string,
): Promise<string[]> {
  const depth = folder.split('/').length + 1;
  const paths = await repositories.listFiles(repository, folder, revision);
  return paths.filter(
    path => path.split('/').length === depth && /\.(ya?ml|json)$/.test(path),
  );
}

/** The objects of a folder as they are written, each as JSON. */
export async function manifestTexts(
  repositories: Repositories,
  repository: string,
  folder: string,
  revision: string,
): Promise<string[]> {
  const paths = await manifestPaths(repositories, repository, folder, revision);
  const texts = await Promise.all(
    paths.map(path => repositories.readFile(repository, path, revision)),
  );
  return texts.flatMap(text =>
    parseAllDocuments(text ?? '').map(document =>
      JSON.stringify(document.toJS()),
    ),
  );
}

/**
 * The objects of one file.
 *
 * @throws ManifestError for a document that is not a Kubernetes object
 */
export function parseManifests(
  text: string,
  path: string,
  namespace: string,
): ManifestObject[] {
  const file = path.split('/').at(-1);
  const objects: ManifestObject[] = [];
  for (const document of parseAllDocuments(text)) {
    const problem = document.errors[0];
    if (problem) {
      throw new ManifestError(
        `Failed to unmarshal "${file}": failed to unmarshal manifest: error converting YAML to JSON: yaml: ${
          problem.message.split('\n')[0]
        }`,
        problem,
      );
    }
    const content: unknown = document.toJS();
    if (content === null || content === undefined) continue;
    const parsed = kubernetesObject.safeParse(content);
    if (!parsed.success) {
      throw new ManifestError(
        `Failed to unmarshal "${file}": Object 'Kind' is missing in '${JSON.stringify(
          content,
        ).slice(0, 120)}'`,
        parsed.error,
      );
    }
    objects.push(toObject(parsed.data, content, namespace));
  }
  return objects;
}

function toObject(
  object: z.infer<typeof kubernetesObject>,
  content: unknown,
  namespace: string,
): ManifestObject {
  const [version = '', group = ''] = object.apiVersion.split('/').reverse();
  const { annotations } = object.metadata;
  const hook = hookSchema.safeParse(annotations?.['argocd.argoproj.io/hook']);
  const deletion = annotations?.['argocd.argoproj.io/hook-delete-policy'] ?? '';
  const isVela = isVelaApplication({ group, kind: object.kind });
  return {
    group,
    version,
    kind: object.kind,
    namespace: object.metadata.namespace ?? namespace,
    name: object.metadata.name,
    digest: digestOf(canonical(content)),
    images: isVela ? [] : imagesIn(content),
    replicas: replicasOf(object),
    ...(hook.success && { hook: hook.data }),
    ...(hook.success &&
      deletion.includes('HookSucceeded') && { deletedOnSuccess: true }),
    components: isVela ? componentsOf(object.spec) : [],
  };
}

function replicasOf(object: Record<string, unknown>): number {
  const parsed = z
    .looseObject({ replicas: z.number().int() })
    .safeParse(object.spec);
  return parsed.success ? parsed.data.replicas : 1;
}

function componentsOf(spec: unknown): Component[] {
  const parsed = velaSpec.safeParse(spec);
  if (!parsed.success) return [];
  return parsed.data.components.flatMap(component => {
    const properties = component.properties ?? {};
    const image = properties.image;
    // KubeVela renders nothing that Argo CD would see for a type it does not know.
    if (typeof image !== 'string') return [];
    return [
      {
        name: component.name,
        workload: workloadOf(component.type),
        image,
        replicas: componentReplicas(component),
        service: ['port', 'ports'].some(key => key in properties),
      },
    ];
  });
}

function workloadOf(type: string): Component['workload'] {
  if (type.includes('cron')) return 'CronJob';
  if (type === 'task' || type.includes('job')) return 'Job';
  if (type.includes('stateful')) return 'StatefulSet';
  return 'Deployment';
}

function componentReplicas(component: {
  properties?: Record<string, unknown>;
  traits?: { type: string; properties?: Record<string, unknown> }[];
}): number {
  const fromTraits = (component.traits ?? []).flatMap(trait => [
    trait.properties?.replicas,
    trait.properties?.min,
  ]);
  const replicas = [...fromTraits, component.properties?.replicas].find(
    value => typeof value === 'number',
  );
  return typeof replicas === 'number' ? replicas : 2;
}

function imagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'image' && typeof inner === 'string' ? [inner] : imagesIn(inner),
  );
}

/** The same text for the same content, whatever the order of keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value) ?? 'null';
  }
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${entries.join(',')}}`;
}
