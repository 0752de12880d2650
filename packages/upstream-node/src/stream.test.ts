import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { z } from 'zod';
import { BrokenJson, createUpstream } from './index';
import type { Upstream, UpstreamStreamRequest } from './index';

const frame = z.object({ n: z.number(), text: z.string().optional() });
type Frame = z.infer<typeof frame>;

let server: Server;
let one: Upstream;
let answer: RequestListener;
let accepts: Array<string | undefined>;
let closed: Promise<void>;

beforeEach(async () => {
  accepts = [];
  let onClosed = () => {};
  closed = new Promise(resolve => {
    onClosed = resolve;
  });
  server = createServer((req, res) => {
    accepts.push(req.headers.accept);
    res.on('close', onClosed);
    answer(req, res);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  one = createUpstream({
    name: 'dev',
    system: 'argocd',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: { authorization: 'Bearer secret-secret' },
    deadlineMs: 1_000,
    logger: mockServices.logger.mock(),
  });
});

afterEach(async () => {
  await one.close();
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
});

const stream = (request: Partial<UpstreamStreamRequest<Frame>> = {}) =>
  one.stream({
    path: 'stream',
    accept: 'text/event-stream',
    schema: frame,
    idleTimeoutMs: 1_000,
    ...request,
  });

async function collect(
  frames: AsyncIterable<Frame>,
): Promise<{ frames: Frame[]; error?: unknown }> {
  const found: Frame[] = [];
  try {
    for await (const each of frames) {
      found.push(each);
    }
  } catch (error) {
    return { frames: found, error };
  }
  return { frames: found };
}

const SSE = { 'content-type': 'text/event-stream' };
const NDJSON = { 'content-type': 'application/json' };

/** Sends each piece in a packet of its own. */
const pieces =
  (
    headers: Record<string, string>,
    parts: Array<string | Buffer>,
    end = true,
  ) =>
  async (...[, res]: Parameters<RequestListener>) => {
    res.writeHead(200, headers);
    for (const part of parts) {
      res.write(part);
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
    if (end) {
      res.end();
    }
  };

it('reads server-sent events, whichever way they are cut', async () => {
  const text = 'data: {"n":1}\n\n:\n\ndata: {"n":2,"text":"道"}\n\n';
  const bytes = Buffer.from(text);
  answer = pieces(
    SSE,
    Array.from(bytes, byte => Buffer.from([byte])),
  );
  const onActivity = jest.fn();
  const onOpen = jest.fn();
  await expect(collect(stream({ onActivity, onOpen }))).resolves.toEqual({
    frames: [{ n: 1 }, { n: 2, text: '道' }],
  });
  expect(accepts).toEqual(['text/event-stream']);
  expect(onOpen).toHaveBeenCalledTimes(1);
  expect(onActivity).toHaveBeenCalled();
});

it('reads lines when the server answers lines, the last one unclosed', async () => {
  answer = pieces(NDJSON, ['{"n":1}\n{"n"', ':2}\n\n{"n":3}']);
  await expect(collect(stream())).resolves.toEqual({
    frames: [{ n: 1 }, { n: 2 }, { n: 3 }],
  });
});

it('keeps what came before the connection broke in the middle of a frame', async () => {
  answer = (_req, res) => {
    res.writeHead(200, SSE);
    res.write('data: {"n":1}\n\ndata: {"n":', () => {
      setImmediate(() => res.socket?.resetAndDestroy());
    });
  };
  const result = await collect(stream());
  expect(result.frames).toEqual([{ n: 1 }]);
  expect(result.error).toMatchObject({ kind: 'network' });
});

it('gives up when nothing arrives for the idle time', async () => {
  answer = pieces(SSE, ['data: {"n":1}\n\n'], false);
  const result = await collect(stream({ idleTimeoutMs: 80 }));
  expect(result.frames).toEqual([{ n: 1 }]);
  expect(result.error).toMatchObject({ kind: 'timeout' });
  await closed;
});

it('is kept alive by comments', async () => {
  answer = async (_req, res) => {
    res.writeHead(200, SSE);
    res.flushHeaders();
    for (let i = 0; i < 6; i++) {
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
      res.write(':\n');
    }
    res.end('data: {"n":1}\n\n');
  };
  await expect(collect(stream({ idleTimeoutMs: 200 }))).resolves.toEqual({
    frames: [{ n: 1 }],
  });
});

it('gives up when no headers come, unless told to wait for ever', async () => {
  answer = () => {};
  const first = await collect(stream({ openTimeoutMs: 60 }));
  expect(first.error).toMatchObject({ kind: 'timeout' });

  answer = (_req, res) => {
    setTimeout(() => res.writeHead(200, SSE).end('data: {"n":1}\n\n'), 1_200);
  };
  const second = await collect(stream({ openTimeoutMs: 0 }));
  expect(second).toEqual({ frames: [{ n: 1 }] });
});

it('ends when the caller aborts, with the reason of the caller', async () => {
  answer = pieces(SSE, ['data: {"n":1}\n\n'], false);
  const controller = new AbortController();
  const reason = new Error('shutdown');
  const found: number[] = [];
  const reading = (async () => {
    for await (const { n } of stream({ signal: controller.signal })) {
      found.push(n);
      controller.abort(reason);
    }
  })();
  await expect(reading).rejects.toBe(reason);
  expect(found).toEqual([1]);
  await closed;
});

it('closes the connection when the consumer leaves the loop', async () => {
  answer = pieces(SSE, ['data: {"n":1}\n\n'], false);
  for await (const { n } of stream()) {
    expect(n).toBe(1);
    break;
  }
  await closed;
});

it.each([
  ['server-sent events', SSE],
  ['lines', NDJSON],
])('refuses a frame without end (%s)', async (_title, headers) => {
  answer = (_req, res) => {
    res.writeHead(200, headers);
    const more = () => {
      while (
        !res.destroyed &&
        res.write('data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxx')
      ) {
        // until the socket is full
      }
      if (!res.destroyed) {
        res.once('drain', more);
      }
    };
    more();
  };
  const result = await collect(stream({ maxFrameChars: 100_000 }));
  expect(result.error).toMatchObject({ kind: 'malformed' });
});

it('slows the server down when the consumer is slow', async () => {
  let written = 0;
  const line = `{"n":1,"text":"${'x'.repeat(64 * 1024)}"}\n`;
  let stalled = () => {};
  const isStalled = new Promise<void>(resolve => {
    stalled = resolve;
  });
  answer = (_req, res) => {
    res.writeHead(200, NDJSON);
    const more = () => {
      while (!res.destroyed && written < 4_000 && res.write(line)) {
        written += 1;
      }
      const timer = setTimeout(stalled, 200);
      res.once('drain', () => {
        clearTimeout(timer);
        more();
      });
    };
    more();
  };
  for await (const _ of stream()) {
    await isStalled;
    break;
  }
  // 4,000 lines are 256 MB; what was written is what sockets hold.
  expect(written).toBeLessThan(1_000);
});

it.each([401, 403, 500])('tells a refusal with %s', async status => {
  answer = (_req, res) => {
    res.writeHead(status, SSE);
    res.end('data: {"error":{"http_code":401,"message":"no"}} \n\n');
  };
  const result = await collect(stream());
  expect(result.error).toMatchObject({ upstreamStatus: status });
});

it('is not opened again while the server wants to be left alone, and neither is anything else', async () => {
  answer = (_req, res) => {
    res.writeHead(429, { 'retry-after': '3600' });
    res.end();
  };
  const first = await collect(stream());
  expect(first.error).toMatchObject({
    kind: 'rate-limited',
    retryAfterMs: 3_600_000,
  });
  const second = await collect(stream());
  expect(second.error).toMatchObject({
    kind: 'rate-limited',
    retryAfterMs: expect.any(Number),
    reachedServer: false,
  });
  await expect(
    one.request({ path: 'list', schema: z.unknown() }),
  ).rejects.toMatchObject({ kind: 'rate-limited', reachedServer: false });
  expect(accepts).toHaveLength(1);
});

it('refuses HTML', async () => {
  answer = pieces({ 'content-type': 'text/html' }, ['<html>']);
  const result = await collect(stream());
  expect(result.error).toMatchObject({ kind: 'malformed' });
});

it('ends at an invalid frame, or reports it and goes on', async () => {
  answer = pieces(SSE, ['data: {"n":1}\n\ndata: {"x":1}\n\ndata: {"n":2}\n\n']);
  const ended = await collect(stream());
  expect(ended.error).toMatchObject({ kind: 'malformed' });
  const onInvalidFrame = jest.fn();
  await expect(collect(stream({ onInvalidFrame }))).resolves.toEqual({
    frames: [{ n: 1 }, { n: 2 }],
  });
  expect(onInvalidFrame).toHaveBeenCalledTimes(1);
});

it('makes of a frame what its consumer likes, in turn, and leaves out what is broken', async () => {
  answer = pieces(SSE, ['data: 3\n\ndata: broken\n\ndata: 1\n\n']);
  const parse = async (text: string) => {
    if (text === 'broken') throw new BrokenJson();
    await delay(Number(text) * 5);
    return { n: Number(text) };
  };
  const onInvalidFrame = jest.fn();
  await expect(collect(stream({ parse, onInvalidFrame }))).resolves.toEqual({
    frames: [{ n: 3 }, { n: 1 }],
  });
  expect(onInvalidFrame).toHaveBeenCalledTimes(1);
});

it('ends where a frame could not be read for another reason than itself', async () => {
  answer = pieces(SSE, ['data: {"n":1}\n\n']);
  const parse = async () => {
    throw new Error('the thread has ended');
  };
  const onInvalidFrame = jest.fn();
  const { error } = await collect(stream({ parse, onInvalidFrame }));
  expect(error).toBeDefined();
  expect(onInvalidFrame).not.toHaveBeenCalled();
});
