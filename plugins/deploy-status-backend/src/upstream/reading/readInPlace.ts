import { setImmediate } from 'node:timers/promises';
import { joined, ListReader, readFrame } from './read';
import type { Reader } from './Reader';

/** Reads in the thread that asks; others have their turn after each piece. */
export const readInPlace: Reader = {
  async open(context) {
    return {
      async list(body, now, onItems) {
        const reader = new ListReader(context);
        const parts = [];
        for await (const piece of body) {
          const part = reader.write(piece, now());
          onItems?.(part);
          parts.push(part);
          await setImmediate();
        }
        const { items, rest } = reader.end();
        return joined([...parts, items], rest);
      },
      frame: async (text, observedAt) =>
        readFrame(text, { ...context, observedAt }),
      close: () => {},
    };
  },
  close: async () => {},
};
