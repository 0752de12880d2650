import { expect, type APIRequestContext } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { environment } from './environment';

const memorySchema = z.object({ sandboxPort: z.number() });
const imageSchema = z.object({
  revision: z.string(),
  tag: z.string(),
  before: z.string(),
});
const applicationSchema = z.object({
  status: z.object({
    sync: z.object({ status: z.string() }),
    health: z.object({ status: z.string() }),
    summary: z.object({ images: z.array(z.string()).default([]) }),
  }),
});
const faultSchema = z.object({ times: z.number().optional() }).nullable();

/** The port of the sandbox's GitHub; its other ports follow. */
function firstPort(): number {
  const file = path.join(environment().MICHI_STATE, 'state.json');
  return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8'))).sandboxPort;
}

/** The sandbox's control port is the tenth after its first one. */
const controlUrl = () => `http://127.0.0.1:${firstPort() + 10}`;

export type System =
  'github' | 'argocd-dev' | 'argocd-staging' | 'argocd-production';

const ENVIRONMENTS = ['dev', 'staging', 'production'] as const;

type Environment = (typeof ENVIRONMENTS)[number];

/**
 * Makes a system of the sandbox misbehave while `work` runs, and heals it afterwards.
 *
 * @param fault - as the sandbox's control port takes it, such as `{ kind: 'reset' }`
 */
export async function withFault(
  request: APIRequestContext,
  system: System,
  fault: { kind: string } & Record<string, unknown>,
  work: () => Promise<void>,
): Promise<void> {
  const url = `${controlUrl()}/faults/${system}`;
  const set = await request.put(url, { data: fault });
  expect(set.status(), await set.text()).toBe(200);
  try {
    await work();
  } finally {
    const healed = await request.delete(url);
    expect(healed.status()).toBe(204);
  }
}

/**
 * Lets the sandbox's people work and things go wrong by chance, or not. In
 * either case what is pushed still runs.
 */
export async function setLively(
  request: APIRequestContext,
  lively: boolean,
): Promise<void> {
  const response = await request.put(`${controlUrl()}/life`, {
    data: { lively },
  });
  expect(response.status(), await response.text()).toBe(200);
}

/**
 * Commits an image tag to a service's folder of one environment, as somebody
 * who promotes it would. Production waits for a person then; the others sync.
 *
 * @param tag - the one after what is there, if left out
 * @returns the commit, its tag, and which one was there before
 */
export async function commitImage(
  request: APIRequestContext,
  service: string,
  image: { environment: Environment; tag?: string },
): Promise<z.output<typeof imageSchema>> {
  const response = await request.post(
    `${controlUrl()}/repositories/${service}/images`,
    { data: image },
  );
  expect(response.status(), await response.text()).toBe(201);
  return imageSchema.parse(await response.json());
}

/**
 * Decides how the next sync of an Application goes, whoever starts it.
 *
 * @param course - as the sandbox's control port takes it, such as `{ hookSeconds: 8 }`
 */
export async function decideNextSync(
  request: APIRequestContext,
  service: string,
  instance: Environment,
  course: Record<string, unknown>,
): Promise<void> {
  const response = await request.post(
    `${controlUrl()}/argocd/${instance}/applications/${service}/next-sync`,
    { data: course },
  );
  expect(response.status(), await response.text()).toBe(204);
}

/** What Argo CD itself says about an Application now. */
export async function askArgoCd(
  request: APIRequestContext,
  service: string,
  instance: Environment,
): Promise<z.output<typeof applicationSchema>['status']> {
  const port = firstPort() + 1 + ENVIRONMENTS.indexOf(instance);
  const response = await request.get(
    `http://127.0.0.1:${port}/api/v1/applications/${service}`,
    { headers: { authorization: `Bearer michi-sandbox-argocd-${instance}` } },
  );
  expect(response.status(), await response.text()).toBe(200);
  return applicationSchema.parse(await response.json()).status;
}

/** How many of a fault's `times` are left. */
export async function faultTimesLeft(
  request: APIRequestContext,
  system: System,
): Promise<number> {
  const response = await request.get(`${controlUrl()}/faults/${system}`);
  return faultSchema.parse(await response.json())?.times ?? 0;
}

/** Closes a pull request of the sandbox's GitHub that nobody will merge. */
export async function closePullRequest(
  request: APIRequestContext,
  page: string,
): Promise<void> {
  const { pathname } = new URL(page);
  const api = pathname.replace('/pull/', '/pulls/');
  const response = await request.patch(
    `http://127.0.0.1:${firstPort()}/api/v3/repos${api}`,
    {
      headers: { authorization: 'token michi-sandbox-github' },
      data: { state: 'closed' },
    },
  );
  expect(response.status(), await response.text()).toBe(200);
}
