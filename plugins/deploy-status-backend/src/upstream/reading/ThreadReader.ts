import type { LoggerService } from '@backstage/backend-plugin-api';
import { BrokenJson } from '@michi/upstream-node';
import { once } from 'node:events';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import {
  joined,
  type ReadingContext,
  type ReadItems,
  type ReadList,
} from './read';
import type { Reader, Reading } from './Reader';
import { readInPlace } from './readInPlace';
import {
  THREAD_FILE,
  THREAD_NAME,
  THREAD_READY,
  type ThreadAnswer,
  type ThreadOpening,
  type ThreadQuestion,
} from './thread';

/**
 * Far more than it needs: what it reads is garbage a moment later. V8's options for
 * the whole process, such as `--max-old-space-size`, go before them.
 */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 48 };
const READY_MS = 30_000;
/** What Node calls a thread that is no more. */
const ENDED = -1;
/** Of each list: some megabyte, so that neither thread waits for the other. */
const PIECES_UNDER_WAY = 16;

/** @throws what ended it, where it ended instead, or is not there in time */
async function isReady(thread: Worker, exit: Promise<unknown>): Promise<void> {
  const gone = exit.then(() => {
    throw new Error('it ended at once');
  });
  const late = delay(READY_MS, undefined, { ref: false }).then(() => {
    throw new Error(`it is not there after ${READY_MS / 1_000} s`);
  });
  for (;;) {
    const message = once(thread, 'message');
    const [said] = await Promise.race([message, gone, late]);
    if (said === THREAD_READY) break;
  }
  // It may have said so, and ended, while this thread was busy.
  if (thread.threadId === ENDED) {
    throw new Error('it ended at once');
  }
}

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(reason: Error): void;
}

/** One reading in the thread. */
class ThreadReading implements Reading {
  readonly #port: MessagePort;
  /** Those who asked, in turn. */
  readonly #waiting: Waiting[] = [];
  #over = false;

  constructor(thread: Worker, context: ReadingContext) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on('message', (answer: ThreadAnswer) =>
      this.#waiting.shift()?.resolve(answer),
    );
    port1.on('close', () => {
      this.#over = true;
      this.#waiting.splice(0).forEach(({ reject }) => reject(ended()));
    });
    port1.unref();
    const opening: ThreadOpening = { context, port: port2 };
    thread.postMessage(opening, [port2]);
  }

  async list(
    body: AsyncIterable<Buffer>,
    now: () => string,
    onItems?: (items: ReadItems) => void,
  ): Promise<ReadList> {
    const parts: Array<Promise<ReadItems>> = [];
    for await (const arrived of body) {
      // While some are read the next ones arrive, and no more.
      await parts.at(-PIECES_UNDER_WAY);
      const piece = owned(arrived);
      const part = this.#ask(
        { type: 'piece', piece, observedAt: now() },
        piece.buffer,
      ).then(({ items }) => {
        onItems?.(items);
        return items;
      });
      // Whoever waits for it is told of its failure; until then it is nobody's.
      part.catch(() => {});
      parts.push(part);
    }
    const end = this.#ask({ type: 'end' });
    const [last, ...read] = await Promise.all([end, ...parts]);
    return joined([...read, last.items], last.rest);
  }

  async frame(text: string, observedAt: string) {
    return (await this.#ask({ type: 'frame', text, observedAt })).frame;
  }

  close(): void {
    this.#port.close();
  }

  async #ask<T extends ThreadQuestion['type']>(
    question: ThreadQuestion & { type: T },
    handedOver?: ArrayBuffer,
  ): Promise<ThreadAnswer & { type: T }> {
    if (this.#over) {
      throw ended();
    }
    const answer = await new Promise<ThreadAnswer>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#port.postMessage(question, handedOver ? [handedOver] : []);
    });
    if (answer.type === 'broken') throw new BrokenJson();
    if (answer.type === 'failed') throw new Error(answer.message);
    if (!isAbout(question.type, answer)) {
      throw new Error(`The thread answered with '${answer.type}'`);
    }
    return answer;
  }
}

function isAbout<T extends ThreadQuestion['type']>(
  type: T,
  answer: ThreadAnswer,
): answer is ThreadAnswer & { type: T } {
  return answer.type === type;
}

/** A piece with memory of its own, which is handed over to the thread. */
function owned(piece: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = piece;
  return buffer instanceof ArrayBuffer && buffer.byteLength === piece.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(piece);
}

function ended(): Error {
  return new Error('The thread that read it has ended');
}

/**
 * Reads in a thread of its own, so that nobody who looks at a page waits for it,
 * and what it leaves is collected there. One that dies takes the readings under
 * way with it, and the next reading starts another. Where none can be started, as
 * where the code was bundled into one file, it reads in place.
 */
export class ThreadReader implements Reader {
  #thread: Promise<Worker | undefined> | undefined;

  constructor(
    private readonly options: {
      logger: LoggerService;
      /** Options of Node for the thread. Default: those of this process. */
      execArgv?: string[];
    },
  ) {}

  /** Starts the thread, so that it is there when it is first needed. Returns at once. */
  start(): void {
    void this.#started();
  }

  async open(context: ReadingContext): Promise<Reading> {
    const thread = await this.#started();
    return thread
      ? new ThreadReading(thread, context)
      : readInPlace.open(context);
  }

  async close(): Promise<void> {
    const thread = await this.#thread;
    await thread?.terminate();
  }

  #started(): Promise<Worker | undefined> {
    this.#thread ??= this.#start();
    return this.#thread;
  }

  /** Undefined, and from then on, where there is none to be had. */
  async #start(): Promise<Worker | undefined> {
    let thread: Worker | undefined;
    try {
      // In a bundle this would start all of the bundle once more.
      if (!basename(THREAD_FILE).startsWith('thread.')) {
        throw new Error('the code was bundled into one file');
      }
      thread = new Worker(THREAD_FILE, {
        name: THREAD_NAME,
        workerData: THREAD_NAME,
        resourceLimits: LIMITS,
        execArgv: this.options.execArgv,
      });
      // Following goes on as long as the process does, and not the other way round.
      thread.unref();
      const exit = once(thread, 'exit');
      await isReady(thread, exit);
      void exit.then(
        () => this.#ended(),
        error => this.#ended(error),
      );
      return thread;
    } catch (error) {
      void thread?.terminate();
      this.options.logger.warn(
        `The thread that reads what Argo CDs send cannot be started; it is read in this one, where pages may wait for it: ${error}`,
      );
      return undefined;
    }
  }

  /** The next reading starts another one. */
  #ended(error?: Error): void {
    this.#thread = undefined;
    if (error) {
      this.options.logger.error(
        'The thread that reads what Argo CDs send has failed; another one is started',
        error,
      );
    }
  }
}
