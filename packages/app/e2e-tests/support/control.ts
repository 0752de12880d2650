import { expect, type APIRequestContext } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { environment } from './environment';

const memorySchema = z.object({ sandboxPort: z.number() });

/** The sandbox's control port is the tenth after its first one. */
function controlUrl(): string {
  const file = path.join(environment().MICHI_STATE, 'state.json');
  const { sandboxPort } = memorySchema.parse(
    JSON.parse(readFileSync(file, 'utf8')),
  );
  return `http://127.0.0.1:${sandboxPort + 10}`;
}

export type System =
  'github' | 'argocd-dev' | 'argocd-staging' | 'argocd-production';

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
