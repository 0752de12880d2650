import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { fork, type ChildProcess } from 'node:child_process';
import { on } from 'node:events';

/** What the process of the upstreams is asked; it answers each with its counts. */
export type UpstreamQuestion =
  { type: 'counts' } | { type: 'change'; instance: number; index: number };

/** What it says. */
export type UpstreamAnswer =
  | { type: 'ready'; urls: string[] }
  | { type: 'counts'; counts: Record<string, number> };

/** The next message of a kind; the transform that runs TypeScript sends its own over the same channel. */
async function answerOf<T extends UpstreamAnswer['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<UpstreamAnswer, { type: T }>> {
  for await (const [message] of on(child, 'message', { close: ['exit'] })) {
    if (message?.type === type) return message;
  }
  throw new Error('The process of the upstreams has ended');
}

/** Several Argo CDs in a process of their own, so that they do not share our processor time. */
export class Upstreams {
  static async start(): Promise<Upstreams> {
    const child = fork(
      resolvePackagePath('@michi/bench', 'src/deployStatus/upstreamProcess.ts'),
      [],
      {
        execArgv: [
          '--require',
          require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        ],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    const { urls } = await answerOf(child, 'ready');
    return new Upstreams(child, urls);
  }

  private constructor(
    private readonly child: ChildProcess,
    /** One per instance. */
    readonly urls: string[],
  ) {}

  /** Requests so far by kind: `list`, `listDue`, `watch`, `probe`, `get`, `metadata`, `session`. */
  async counts(): Promise<Record<string, number>> {
    return this.#ask({ type: 'counts' });
  }

  /** All requests so far. */
  async total(): Promise<number> {
    return Object.values(await this.counts()).reduce((a, b) => a + b, 0);
  }

  /** Changes one Application; returns when the watch was told. */
  async change(instance: number, index: number): Promise<void> {
    await this.#ask({ type: 'change', instance, index });
  }

  /** Resolves when nobody has asked for anything for a while: followers have all they want. */
  async quiet(ms: number): Promise<void> {
    for (let before = -1; ;) {
      const now = await this.total();
      if (now === before) return;
      before = now;
      await new Promise(resolve => {
        setTimeout(resolve, ms);
      });
    }
  }

  stop(): void {
    this.child.kill();
  }

  async #ask(question: UpstreamQuestion): Promise<Record<string, number>> {
    const answer = answerOf(this.child, 'counts');
    this.child.send(question);
    return (await answer).counts;
  }
}
