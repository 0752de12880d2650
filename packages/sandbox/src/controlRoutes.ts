import { InputError, NotFoundError } from '@backstage/errors';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { imageChange } from './activity/imageChange';
import {
  moreSchema,
  nextSyncSchema,
  windowSchema,
  type InstanceControl,
} from './argocd/InstanceControl';
import type { Repositories } from './world';

const lifeSchema = z.strictObject({ lively: z.boolean() });
const imageSchema = z.strictObject({
  environment: z.enum(['dev', 'staging', 'production']),
  /** The next one if left out. */
  tag: z
    .string()
    .regex(/^[\w.-]{1,128}$/)
    .optional(),
  author: z
    .strictObject({ name: z.string().min(1), email: z.email() })
    .default({ name: 'Kei Watanabe', email: 'kei.watanabe@hanabi.example' }),
});

/** Makes things happen in Argo CD and in Git that would else take a person or an accident. */
export function controlRoutes(options: {
  argocd(instance: string): InstanceControl | undefined;
  repositories: Repositories;
  /** Whether anything happens by itself. */
  life: { isLively: boolean };
}): Router {
  const { repositories, life } = options;
  const router = PromiseRouter();
  const instanceOf = (req: Request): InstanceControl => {
    const { instance = '' } = req.params;
    const found = options.argocd(instance);
    if (!found)
      throw new NotFoundError(`There is no Argo CD ${instance} here.`);
    return found;
  };
  const application = '/argocd/:instance/applications/:name';

  router.post(`${application}/next-sync`, async (req, res) => {
    instanceOf(req).nextSync(
      req.params.name ?? '',
      bodyOf(nextSyncSchema, req),
    );
    res.status(204).end();
  });
  router.delete(application, async (req, res) => {
    instanceOf(req).remove(req.params.name ?? '');
    res.status(204).end();
  });
  router.put(application, async (req, res) => {
    await instanceOf(req).restore(req.params.name ?? '');
    res.status(204).end();
  });
  router.post('/argocd/:instance/applications', async (req, res) => {
    const names = instanceOf(req).add(bodyOf(moreSchema, req));
    res.status(201).json({ names });
  });
  router.put('/argocd/:instance/window', async (req, res) => {
    instanceOf(req).openWindow(bodyOf(windowSchema, req));
    res.status(204).end();
  });
  router.delete('/argocd/:instance/window', async (req, res) => {
    instanceOf(req).closeWindow();
    res.status(204).end();
  });

  router.get('/life', (_req, res) => {
    res.json({ lively: life.isLively });
  });
  router.put('/life', (req, res) => {
    life.isLively = bodyOf(lifeSchema, req).lively;
    res.json({ lively: life.isLively });
  });

  router.post('/repositories/:name/images', async (req, res) => {
    const { name = '' } = req.params;
    const { environment, tag, author } = bodyOf(imageSchema, req);
    const answer = await commitImage(repositories, name, environment, {
      tag,
      author,
    });
    res.status(201).json(answer);
  });

  return router;
}

/** Commits a new image tag to one environment's folder. */
async function commitImage(
  repositories: Repositories,
  name: string,
  environment: string,
  wanted: { tag?: string; author: { name: string; email: string } },
) {
  const policy = `flux-system:${name}-${environment}`;
  const change = (tag: string) =>
    imageChange(repositories, name, environment, policy, tag);
  const found = await change('');
  if (!found) {
    throw new NotFoundError(
      `${name} has no image in deploy/${environment} that carries Flux's marker.`,
    );
  }
  const tag = wanted.tag ?? nextTag(found.oldTag);
  const changed = tag === found.oldTag ? undefined : await change(tag);
  if (!changed) throw new InputError(`${environment} has ${tag} already.`);
  const revision = await repositories.write(name, {
    author: wanted.author,
    message: `Promote ${name} ${tag} to ${environment}`,
    files: changed.files,
  });
  return { revision, tag, before: found.oldTag };
}

/** The last number plus one. */
function nextTag(tag: string): string {
  const next = tag.replace(/\d+(?=\D*$)/, digits => String(Number(digits) + 1));
  return next === tag ? `${tag}-1` : next;
}

function bodyOf<T extends z.ZodType>(schema: T, req: Request): z.output<T> {
  const body: unknown = req.body;
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new InputError(z.prettifyError(parsed.error), parsed.error);
}
