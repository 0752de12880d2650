import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const TRANSFORM =
  require.resolve('@backstage/cli-node/config/nodeTransform.cjs');

/** A replica in a process of its own, started again whenever it dies. */
export class ReplicaProcess {
  kills = 0;
  /** What it said each time that it followed and then died by itself, which it should not. */
  readonly deaths: string[] = [];
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
    // One that died as it started is on its way back.
    if (!child || child.exitCode !== null) return;
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
      let said = '';
      child.stderr?.on('data', words => {
        said += String(words);
      });
      const exit = once(child, 'exit');
      const first = await Promise.race([
        this.#saysItFollows(child).then(() => 'follows'),
        exit.then(() => 'died'),
      ]);
      if (first === 'follows') {
        child.once('exit', (_, signal) => {
          if (signal === 'SIGKILL') return;
          this.deaths.push(said);
          if (!this.#stopped) this.start();
        });
        return;
      }
      if (child.signalCode === 'SIGKILL') return;
      await delay(200);
    }
  }

  /** What runs its TypeScript sends messages of its own over the same channel. */
  #saysItFollows(child: ChildProcess): Promise<void> {
    return new Promise(resolve => {
      child.on('message', message => {
        if (message === 'following') resolve();
      });
    });
  }
}
