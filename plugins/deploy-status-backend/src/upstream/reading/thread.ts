/// <reference lib="es2024.arraybuffer" />
import { BrokenJson } from '@michi/upstream-node';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import {
  ListReader,
  readFrame,
  type ReadFrame,
  type ReadingContext,
  type ReadItems,
} from './read';

/*
 * What runs in the thread that reads, and what is said between it and
 * ThreadReader. Each reading has a port of its own, on which what is asked is
 * answered in turn.
 */

/** This file, for whoever starts the thread. */
export const THREAD_FILE = __filename;
/** Tells the thread that it is one. */
export const THREAD_NAME = 'deploy-status-reader';
/** What the thread says when it is there. */
export const THREAD_READY = 'ready';

/** Begins a reading. */
export interface ThreadOpening {
  context: ReadingContext;
  port: MessagePort;
}

/** Something to be read. */
export type ThreadQuestion =
  | { type: 'frame'; text: string; observedAt: string }
  /** The next piece of a list. */
  | { type: 'piece'; piece: Uint8Array<ArrayBuffer>; observedAt: string }
  /** The end of a list. */
  | { type: 'end' };

/** What it says, in the terms of what was asked. */
export type ThreadAnswer =
  | { type: 'frame'; frame: ReadFrame | undefined }
  | { type: 'piece'; items: ReadItems }
  | { type: 'end'; items: ReadItems; rest: unknown }
  /** It is no JSON. */
  | { type: 'broken' }
  | { type: 'failed'; message: string };

function answerTo(
  question: ThreadQuestion,
  context: ReadingContext,
  list: ListReader,
): ThreadAnswer {
  const { type } = question;
  switch (type) {
    case 'frame': {
      const { text, observedAt } = question;
      return { type, frame: readFrame(text, { ...context, observedAt }) };
    }
    case 'piece': {
      const piece = Buffer.from(question.piece.buffer);
      const items = list.write(piece, question.observedAt);
      // As garbage it would stay until V8 looks: sixty megabytes of a large fleet.
      question.piece.buffer.transfer(0);
      return { type, items };
    }
    default:
      return { type, ...list.end() };
  }
}

/** With where it happened, which is lost between threads. */
function reasonOf(error: unknown): string {
  return (error instanceof Error && error.stack) || `${error}`;
}

function serve({ context, port }: ThreadOpening): void {
  const list = new ListReader(context);
  port.on('message', (question: ThreadQuestion) => {
    let answer: ThreadAnswer;
    try {
      answer = answerTo(question, context, list);
    } catch (error) {
      answer =
        error instanceof BrokenJson
          ? { type: 'broken' }
          : { type: 'failed', message: reasonOf(error) };
    }
    port.postMessage(answer);
  });
}

if (workerData === THREAD_NAME) {
  parentPort?.on('message', serve);
  parentPort?.postMessage(THREAD_READY);
}
