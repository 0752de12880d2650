import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { launchBackend, type RunningBackend } from '../support/backend';
import { freePort, type Setup } from '../support/setup';
import {
  FLEET,
  instanceNames,
  personName,
  serviceName,
  UPSTREAM_TOKEN,
} from './fleet';

/** The backends that are compared. */
export type Contender = 'bare' | 'ours' | 'roadie' | 'community';

const sessionSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});
const memorySchema = z.object({ rss: z.number(), heapUsed: z.number() });

/** In MB of 1,000,000 bytes. */
export interface Memory {
  /** Of the whole process. */
  residentMb: number;
  /** Of its JavaScript objects. */
  heapMb: number;
}

function configOf(contender: Contender, port: number, upstreams: string[]) {
  const baseUrl = `http://127.0.0.1:${port}`;
  const instances = instanceNames.map((name, index) => ({
    name,
    url: upstreams[index],
    token: UPSTREAM_TOKEN,
  }));
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      // The catalog of all of them is the same, and read once.
      database: { prefix: 'bench_fleet_' },
    },
    catalog: { locations: [], processingInterval: { hours: 6 } },
    auth: {
      providers: {
        people: {
          allowOutsideDevelopment: true,
          people: Array.from({ length: FLEET.people }, (_, index) => ({
            userEntityRef: `user:default/${personName(index)}`,
            name: personName(index),
            role: 'looks at pages',
          })),
        },
      },
    },
    deployStatus: { instances: contender === 'ours' ? instances : [] },
    argocd:
      contender === 'ours'
        ? {}
        : {
            username: 'portal',
            password: 'bench',
            appLocatorMethods: [{ type: 'config', instances }],
            localDevelopment: false,
          },
  };
}

/** A backend that is measured. */
export class Portal {
  static async start(
    contender: Contender,
    setup: Setup,
    options: { upstreams: string[]; peers?: string },
  ): Promise<Portal> {
    const port = await freePort();
    const memoryFile = path.join(setup.folder, `${contender}.memory.json`);
    const backend = await launchBackend(
      {
        name: contender,
        entry: resolvePackagePath(
          '@michi/bench',
          'src/deployStatus/backend.ts',
        ),
        url: `http://127.0.0.1:${port}`,
        config: configOf(contender, port, options.upstreams),
        env: {
          MICHI_BENCH_SIDE: contender,
          MICHI_BENCH_MEMORY: memoryFile,
          // As in a container of a gigabyte: on a large machine V8 lets garbage
          // lie, and takes several times as much space for what is new.
          NODE_OPTIONS: '--max-old-space-size=768 --max-semi-space-size=8',
          ...(options.peers && { MICHI_BENCH_PEERS: options.peers }),
        },
      },
      setup,
    );
    return new Portal(backend, memoryFile);
  }

  #tokens: string[] = [];

  private constructor(
    private readonly backend: RunningBackend,
    private readonly memoryFile: string,
  ) {}

  /** From the start of the process to its first ready answer. */
  get readyMs(): number {
    return this.backend.readyMs;
  }

  get url(): string {
    return this.backend.url;
  }

  /** Waits until the catalog has the whole fleet, and signs people in: everyone, or so many. */
  async signIn(people = FLEET.people): Promise<void> {
    const last = [serviceName(FLEET.services - 1), serviceName(0)];
    for (const name of last) {
      await this.#until(async () => {
        const token = await this.#tokenOf(0);
        return (
          token !== undefined &&
          (
            await fetch(
              `${this.url}/api/catalog/entities/by-name/component/default/${name}`,
              { headers: { authorization: `Bearer ${token}` } },
            )
          ).ok
        );
      });
    }
    this.#tokens = [];
    for (let person = 0; person < people; person++) {
      await this.#until(async () => {
        const token = await this.#tokenOf(person);
        if (token) this.#tokens[person] = token;
        return token !== undefined;
      });
    }
  }

  /** A token of one of the people. */
  token(client: number): string {
    return this.#tokens[client % FLEET.people] ?? '';
  }

  /**
   * Asks as one of the people and reads the whole answer.
   *
   * @throws Error for every answer that is not 2xx
   */
  async ask(client: number, where: string, body?: object): Promise<string> {
    const response = await fetch(`${this.url}/api/${where}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${this.token(client)}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${where} answered ${response.status}: ${text}`);
    }
    return text;
  }

  /** What the process holds after it has collected its garbage. */
  async memory(): Promise<Memory> {
    await rm(this.memoryFile, { force: true });
    process.kill(this.backend.pid, 'SIGUSR2');
    for (;;) {
      await delay(500);
      const text = await readFile(this.memoryFile, 'utf8').catch(error => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      if (text !== '') {
        const { rss, heapUsed } = memorySchema.parse(JSON.parse(text));
        return { residentMb: rss / 1_000_000, heapMb: heapUsed / 1_000_000 };
      }
    }
  }

  stop(): Promise<void> {
    return this.backend.stop();
  }

  async #tokenOf(person: number): Promise<string | undefined> {
    const response = await fetch(`${this.url}/api/auth/people/refresh`, {
      headers: {
        'x-michi-person': `user:default/${personName(person)}`,
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    const body: unknown = await response.json();
    return response.ok
      ? sessionSchema.parse(body).backstageIdentity.token
      : undefined;
  }

  async #until(isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 300_000;
    while (!(await isTrue())) {
      if (Date.now() > deadline) {
        throw new Error('The catalog did not become complete in five minutes');
      }
      await delay(500);
    }
  }
}
