import { expect, type APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import type { Person } from './people';

const sessionSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});
const createdSchema = z.object({ id: z.string() });
const taskSchema = z.object({
  id: z.string(),
  status: z.enum([
    'open',
    'processing',
    'completed',
    'failed',
    'cancelled',
    'skipped',
  ]),
});
const eventsSchema = z.array(
  z.object({
    type: z.string(),
    // A run that goes on after a restart has an event without words
    body: z.object({ message: z.string().optional() }),
  }),
);

export type TaskStatus = z.output<typeof taskSchema>['status'];

/** What the form of the go-service template sends. */
export interface ServiceValues {
  name: string;
  description: string;
  owner: string;
  system?: string;
  port: number;
  environments: string[];
}

/** Values that are fine except for what a test replaces. */
export const GOOD_VALUES: ServiceValues = {
  name: 'reading-list',
  description: 'Keeps the posts that a reader wants to read later',
  owner: 'group:default/blog',
  system: 'system:default/blogging',
  port: 8080,
  environments: ['dev', 'staging', 'production'],
};

/** The token that signing in as somebody gives. */
export async function tokenOf(
  request: APIRequestContext,
  url: string,
  person: Person,
): Promise<string> {
  const response = await request.get(`${url}/api/auth/people/refresh`, {
    headers: {
      'x-michi-person': person.ref,
      'x-requested-with': 'XMLHttpRequest',
    },
  });
  expect(response.status(), 'signing in').toBe(200);
  return sessionSchema.parse(await response.json()).backstageIdentity.token;
}

/** The portal's HTTP API as one person, with the token that signing in gives. */
export class PortalApi {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly url: string,
    private readonly headers: Record<string, string>,
  ) {}

  /** Signs in as the local sign-in page does. */
  static async signIn(
    request: APIRequestContext,
    url: string,
    person: Person,
  ): Promise<PortalApi> {
    return new PortalApi(request, url, {
      authorization: `Bearer ${await tokenOf(request, url, person)}`,
    });
  }

  /** Somebody who has not signed in. */
  static anonymous(request: APIRequestContext, url: string): PortalApi {
    return new PortalApi(request, url, {});
  }

  get(path: string) {
    return this.request.get(`${this.url}${path}`, { headers: this.headers });
  }

  post(path: string, data: unknown) {
    return this.request.post(`${this.url}${path}`, {
      headers: this.headers,
      data,
    });
  }

  put(path: string, data: unknown) {
    return this.request.put(`${this.url}${path}`, {
      headers: this.headers,
      data,
    });
  }

  delete(path: string) {
    return this.request.delete(`${this.url}${path}`, {
      headers: this.headers,
    });
  }

  /** Asks for a service as the form does; the answer is as it came. */
  submitService(values: Record<string, unknown>) {
    return this.post('/api/scaffolder/v2/tasks', {
      templateRef: 'template:default/go-service',
      values,
    });
  }

  /** Asks for a service and expects a run to begin; answers its id. */
  async createService(values: ServiceValues): Promise<string> {
    const response = await this.submitService({ ...values });
    expect(response.status(), await response.text()).toBe(201);
    return createdSchema.parse(await response.json()).id;
  }

  async taskStatus(id: string): Promise<TaskStatus> {
    const response = await this.get(`/api/scaffolder/v2/tasks/${id}`);
    expect(response.status(), await response.text()).toBe(200);
    return taskSchema.parse(await response.json()).status;
  }

  /** Every line of the run's log, one string each. */
  async taskLog(id: string): Promise<string[]> {
    const response = await this.get(`/api/scaffolder/v2/tasks/${id}/events`);
    expect(response.status(), await response.text()).toBe(200);
    return eventsSchema
      .parse(await response.json())
      .flatMap(event => event.body.message ?? []);
  }

  /** The status of an answer to a catalog look-up by name: 200 or 404. */
  async componentStatus(name: string): Promise<number> {
    const response = await this.get(
      `/api/catalog/entities/by-name/component/default/${name}`,
    );
    return response.status();
  }
}
