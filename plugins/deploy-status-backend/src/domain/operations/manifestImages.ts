import type { Image, ResourceName } from '@michi/plugin-deploy-status-common';
import { z } from 'zod';
import { parseImage } from '../image';
import { isImage } from './imageReference';
import { isChosen } from './planResources';

const resourceSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    // Charts leave some without a value.
    annotations: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  }),
});

/** What makes a manifest a hook, which is carried out and does not stay. */
const HOOKS = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

function parsed(text: string) {
  try {
    return resourceSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) {
      // Not a resource, so none of its images are known.
      return undefined;
    }
    throw error;
  }
}

function imagesIn(value: unknown): Image[] {
  if (Array.isArray(value)) {
    return value.flatMap(imagesIn);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inside]) => {
    const image =
      key === 'image' && typeof inside === 'string'
        ? parseImage(inside)
        : undefined;
    return image && isImage(image) ? [image] : imagesIn(inside);
  });
}

/**
 * The images that manifests say, wherever they say them: of pods, and of what
 * becomes pods only in the cluster, as KubeVela's Applications do. Those of hooks
 * are left out, as they run and are gone. Pure.
 */
export function manifestImages(
  manifests: readonly string[],
  chosen: readonly ResourceName[] | undefined,
): Image[] {
  return manifests.flatMap(text => {
    const resource = parsed(text);
    if (!resource) {
      return [];
    }
    const { name, namespace, annotations } = resource.metadata;
    if (HOOKS.some(hook => annotations?.[hook] !== undefined)) {
      return [];
    }
    const [group = '', version] = resource.apiVersion.split('/');
    const named = {
      group: version ? group : '',
      kind: resource.kind,
      name,
      ...(namespace && { namespace }),
    };
    // Argo CD fills in the namespace where the manifest has none.
    const anywhere = chosen?.map(({ namespace: of, ...one }) =>
      of && namespace ? { ...one, namespace: of } : one,
    );
    return isChosen(named, anywhere) ? imagesIn(resource) : [];
  });
}
