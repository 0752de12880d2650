import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Worker } from 'node:worker_threads';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { THREAD_NAME } from '../upstream/reading/thread';
import { ThreadReader } from '../upstream/reading/ThreadReader';

/** The reader that a running backend has; its thread is given what a test has for TypeScript. */
export function aThreadReader(logger: LoggerService): ThreadReader {
  const transform =
    require.resolve('@backstage/cli-node/config/nodeTransform.cjs');
  return new ThreadReader({ logger, execArgv: ['--require', transform] });
}

/** The thread of a reader that has not been used yet, once it is there. */
export async function threadOf(reader: ThreadReader): Promise<Worker> {
  let thread: Worker | undefined;
  const onThread = (told: unknown) => {
    const worker =
      typeof told === 'object' && told && 'worker' in told && told.worker;
    if (worker instanceof Worker && worker.threadName === THREAD_NAME) {
      thread = worker;
    }
  };
  subscribe('worker_threads', onThread);
  try {
    const reading = await reader.open({ instance: '', frontendUrl: '' });
    reading.close();
  } finally {
    unsubscribe('worker_threads', onThread);
  }
  if (!thread) {
    throw new Error('The reader has started no thread');
  }
  return thread;
}
