import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { ContractCaller } from '@michi/contract-node';
import type {
  deployStatusContract,
  OperationTarget,
} from '@michi/plugin-deploy-status-common';
import type { z as zod } from 'zod/v3';

/** The version of zod that the registry of actions hands out. */
export type Zod = typeof zod;

/** What each action is registered with: everything it does is a route of the contract. */
export interface ActionOptions {
  actionsRegistry: ActionsRegistryService;
  call: ContractCaller<typeof deployStatusContract>;
}

/** An entity as people and assistants write it; `component` and `default` may be left out. */
export function entityOf(ref: string): {
  entityRef: string;
  params: { kind: string; namespace: string; name: string };
} {
  const params = parseEntityRef(ref, { defaultKind: 'component' });
  return { entityRef: stringifyEntityRef(params), params };
}

/** Input that names an Application of an entity. */
export const targetInput = (z: Zod) => ({
  entityRef: z
    .string()
    .describe('The entity, for example component:default/blog-api'),
  instance: z
    .string()
    .describe(
      'The Argo CD instance, as get-deploy-status names it, for example production',
    ),
  application: z
    .string()
    .optional()
    .describe(
      'The Argo CD Application, where the entity has several on the instance; namespace/name where they have the same name',
    ),
});

/** Input that a change carries. */
export const consentInput = (z: Zod) => ({
  reason: z
    .string()
    .optional()
    .describe('Why; required in a protected environment'),
  confirm: z
    .string()
    .optional()
    .describe(
      'The name of the environment, as the person confirmed it; required in a protected environment. Ask the person and never fill it in for them',
    ),
  idempotencyKey: z
    .string()
    .uuid()
    .describe(
      'A new UUID for each request, and the same for each try of it: what is asked again with the same one is made once',
    ),
});

/** What became of a change. */
export const receiptOutput = (z: Zod) =>
  z.object({
    outcome: z
      .enum(['accepted', 'refused', 'unknown'])
      .describe(
        'accepted: it was taken, and get-deploy-status shows the progress. refused: nothing changed, and message says why. unknown: no answer came; look before trying again',
      ),
    message: z.string().optional(),
    url: z.string().describe('The Application in Argo CD, or the pull request'),
    requestedAt: z.string(),
    requestedBy: z.string(),
    repeated: z
      .boolean()
      .describe(
        'true: it was asked before with this idempotencyKey, at requestedAt, and nothing was done now',
      ),
    idempotencyKey: z.string(),
  });

const imageShape = (z: Zod) =>
  z.object({
    name: z.string().describe('Without tag and digest'),
    tag: z.string().optional(),
    digest: z.string().optional(),
  });

/** Input of images. */
export const imagesInput = (z: Zod) => z.array(imageShape(z)).min(1).max(20);

const revisionShape = (z: Zod) =>
  z.object({
    id: z.string(),
    author: z.string().optional(),
    message: z.string().optional(),
    url: z.string().optional(),
  });

const obstacleShape = (z: Zod) =>
  z.object({
    kind: z.string(),
    message: z.string(),
    until: z.string().optional(),
    url: z
      .string()
      .optional()
      .describe('A page on which to see what it is about'),
  });

const resourceShape = (z: Zod) =>
  z.object({
    group: z.string().optional(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
  });

const plannedOperationShape = (z: Zod) =>
  z.object({
    phase: z.string(),
    startedAt: z.string(),
    finishedAt: z.string().optional(),
    startedBy: z.string().optional(),
    automated: z.boolean(),
    requestedBy: z
      .string()
      .optional()
      .describe('Who asked for it through the portal'),
    reason: z.string().optional(),
    retries: z.number(),
    message: z.string().optional(),
    dryRun: z.boolean(),
    prune: z.boolean(),
    resources: z
      .array(resourceShape(z))
      .optional()
      .describe('Only these; the whole Application where it is absent'),
    revisions: z.array(revisionShape(z)),
    results: z.array(
      resourceShape(z).extend({
        hook: z.string().optional(),
        state: z.string().describe('done, running, failed or pending'),
        message: z.string().optional(),
      }),
    ),
  });

/** What a change would do. */
export const planOutput = (z: Zod) =>
  z.object({
    environment: z.string(),
    obstacles: z
      .array(obstacleShape(z))
      .describe('Why it cannot be made now; empty if it can'),
    cautions: z
      .array(obstacleShape(z))
      .describe('What to tell the person before; it can be made all the same'),
    requires: z.object({ reason: z.boolean(), confirm: z.boolean() }),
    revisions: z.object({
      from: z.array(revisionShape(z)),
      to: z.array(revisionShape(z)),
    }),
    images: z.object({
      from: z.array(imageShape(z)),
      to: z.array(imageShape(z)),
    }),
    resources: z.array(
      z.object({
        group: z.string(),
        kind: z.string(),
        namespace: z.string().optional(),
        name: z.string(),
        change: z.string(),
        message: z.string().optional(),
        failed: z.boolean(),
      }),
    ),
    operation: plannedOperationShape(z)
      .optional()
      .describe('What failed or what runs, for a retry or to stop it'),
    files: z.array(
      z.object({
        path: z.string(),
        line: z.number(),
        before: z.string(),
        after: z.string(),
      }),
    ),
    alternatives: z
      .array(
        z.object({
          kind: z.literal('pull-request'),
          images: z.array(imageShape(z)),
        }),
      )
      .describe('What to do instead: promote-version with these images'),
  });

/**
 * The Application that is meant, found in what the caller may read.
 *
 * @throws NotFoundError where there is none, InputError where there are several.
 */
export async function findTarget(
  call: ActionOptions['call'],
  input: { entityRef: string; instance: string; application?: string },
  credentials: BackstageCredentials,
): Promise<{
  params: ReturnType<typeof entityOf>['params'];
  target: OperationTarget;
}> {
  const { entityRef, params } = entityOf(input.entityRef);
  const status = await call('getEntityStatus', { params }, credentials);
  const fullName = (one: { namespace: string; name: string }) =>
    `${one.namespace}/${one.name}`;
  const found = status.applications.filter(
    one =>
      one.instance === input.instance &&
      (!input.application ||
        [one.name, fullName(one)].includes(input.application)),
  );
  const [one, another] = found;
  if (!one) {
    const there = status.applications
      .map(({ instance, name }) => `${name} on ${instance}`)
      .join(', ');
    throw new NotFoundError(
      `${entityRef} has no such Application on ${input.instance}. It has ${there || 'none'}`,
    );
  }
  if (another) {
    throw new InputError(
      `${entityRef} has several Applications on ${input.instance}. Say which: ${found.map(fullName).join(', ')}`,
    );
  }
  const { instance, namespace, name } = one;
  return { params, target: { instance, namespace, name } };
}

/**
 * What a route that changes something is called with: the Application that is
 * meant, and consent.
 */
export async function changeOf(
  call: ActionOptions['call'],
  input: Parameters<typeof findTarget>[1] & {
    reason?: string;
    confirm?: string;
    idempotencyKey: string;
  },
  credentials: BackstageCredentials,
) {
  const { params, target } = await findTarget(call, input, credentials);
  const { reason, confirm, idempotencyKey } = input;
  return { params, body: { target, reason, confirm, idempotencyKey } };
}

/** Input that chooses some resources. */
export const resourcesInput = (z: Zod) =>
  z
    .array(
      z.object({
        group: z.string().describe("Empty for Kubernetes' core group"),
        kind: z.string(),
        namespace: z.string().optional(),
        name: z.string(),
      }),
    )
    .optional()
    .describe('Only these; the whole Application where it is absent');

/** Input that says whether resources are removed. */
export const pruneInput = (z: Zod) =>
  z
    .boolean()
    .optional()
    .describe('Also removes resources that Git no longer has; default false');

/** How durations are distributed, with their n and what was excluded. */
export const distribution = (z: Zod) =>
  z.object({
    n: z.number(),
    p50Seconds: z.number().optional(),
    p90Seconds: z.number().optional(),
    excluded: z.array(z.object({ reason: z.string(), n: z.number() })),
  });
