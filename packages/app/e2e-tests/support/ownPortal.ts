import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { expect } from '@playwright/test';

const ROOT = path.resolve(__dirname, '../../../..');

const lockSchema = z.object({
  children: z.array(z.object({ name: z.string(), pid: z.number() })),
});

/**
 * A portal of the test's own, started as `npm start` does, for tests that
 * break it. Its state is in a temporary folder.
 */
export class OwnPortal {
  readonly state = mkdtempSync(path.join(tmpdir(), 'michi-e2e-'));
  private launcher: ChildProcess | undefined;
  private said = '';

  /** @param port - where the portal will answer */
  constructor(private readonly port: number) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts everything, or starts it again on the same state, and waits until it is usable. */
  async start(): Promise<void> {
    const launcher = spawn(
      process.execPath,
      [
        path.join(ROOT, 'packages/launcher/start.mjs'),
        '--port',
        String(this.port),
        '--state',
        this.state,
      ],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.launcher = launcher;
    this.said = '';
    const ready = new Promise<void>((resolve, reject) => {
      const lines = createInterface({ input: launcher.stdout });
      lines.on('line', line => {
        this.said += `${line}\n`;
        if (line.startsWith('Michi is ready:')) resolve();
      });
      launcher.stderr.on('data', chunk => {
        this.said += String(chunk);
      });
      launcher.once('exit', code =>
        reject(
          new Error(
            `npm start ended with code ${code}. It said:\n${this.said}`,
          ),
        ),
      );
    });
    await ready;
  }

  /** Kills the backend as a lost machine would, and waits until the launcher has seen it. */
  async killBackend(): Promise<void> {
    const { children } = lockSchema.parse(
      JSON.parse(readFileSync(path.join(this.state, 'lock.json'), 'utf8')),
    );
    const backend = children.find(child => child.name === 'backend');
    expect(backend, 'the backend is one of the processes').toBeDefined();
    if (!backend || !this.launcher) return;
    const ended = once(this.launcher, 'exit');
    process.kill(backend.pid, 'SIGKILL');
    await ended;
    expect(this.said).toContain('backend was ended by SIGKILL');
  }

  /** Stops everything and deletes the state. */
  async remove(): Promise<void> {
    if (this.launcher && this.launcher.exitCode === null) {
      const ended = once(this.launcher, 'exit');
      this.launcher.kill('SIGINT');
      await ended;
    }
    rmSync(this.state, { recursive: true, force: true });
  }
}
