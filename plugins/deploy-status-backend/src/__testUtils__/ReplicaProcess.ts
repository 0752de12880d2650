import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const TRANSFORM =
  require.resolve('@backstage/cli-node/config/nodeTransform.cjs');

/** A replica in a process of its own, started again whenever it dies. */
export class ReplicaProcess {
  kills = 0;
  #child: ChildProcess | undefined;
  #following: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly options: {
      argoCd: string;
      token: string;
      database: string;
    },
  ) {}

  start(): void {
    this.#following = this.#untilFollowing();
  }

  /** Resolves while it follows; waits for it where it is just starting. */
  following(): Promise<void> {
    return this.#following;
  }

  /** Without a word, in the middle of whatever it does; comes back by itself. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.kills += 1;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    if (!this.#stopped) this.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.kill();
    await this.#following;
  }

  async #untilFollowing(): Promise<void> {
    while (!this.#stopped) {
      const child = fork(
        join(__dirname, 'replica.ts'),
        [JSON.stringify(this.options)],
        {
          execArgv: ['--require', TRANSFORM],
          stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        },
      );
      this.#child = child;
      const first = await Promise.race([
        once(child, 'message').then(() => 'follows'),
        once(child, 'exit').then(() => 'died'),
      ]);
      if (first === 'follows') return;
      if (child.signalCode === 'SIGKILL') return;
      await delay(200);
    }
  }
}
