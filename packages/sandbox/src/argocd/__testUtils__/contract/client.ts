import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { framesOf, seenIn, type Exchange, type Seen } from './exchange';

export interface Call {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A stream that is open, to be looked at while frames arrive. */
export interface OpenStream {
  /** Resolves with the first event that the predicate accepts, after those found before. */
  until(isIt: (seen: Seen) => boolean): Promise<Seen>;
  /** Resolves once this many signs of life have come. */
  alive(count: number): Promise<void>;
  close(): Exchange;
}

/** Talks to one instance and writes down what was said. */
export class RecordingClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly keepAliveSeconds: number,
    private readonly written: Exchange[],
  ) {}

  /** One request with its answer, under the name that a recording has. */
  async call(name: string, call: Call): Promise<Exchange> {
    const sent = {
      method: call.method ?? 'GET',
      path: call.path,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...call.headers,
      },
      body: call.body ?? null,
    };
    const answer = await this.send(sent);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString('utf8');
    const headers = flat(answer);
    const exchange: Exchange = {
      name,
      request: sent,
      status: answer.statusCode ?? 0,
      headers,
      body:
        headers['content-type'] === 'application/json'
          ? JSON.parse(text)
          : text,
    };
    this.written.push(exchange);
    return exchange;
  }

  get(name: string, path: string): Promise<Exchange> {
    return this.call(name, { path });
  }

  post(name: string, path: string, body: unknown): Promise<Exchange> {
    return this.call(name, { method: 'POST', path, body });
  }

  delete(name: string, path: string): Promise<Exchange> {
    return this.call(name, {
      method: 'DELETE',
      path,
      headers: { 'content-type': 'application/json' },
    });
  }

  /** Opens a watch; what it brought is written down when it is closed. */
  async watch(
    name: string,
    path: string,
    accept: string | null = 'text/event-stream',
  ): Promise<OpenStream> {
    const sent = {
      method: 'GET',
      path,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(accept && { accept }),
      },
      body: null,
    };
    const opened = Date.now();
    const answer = await this.send(sent);
    answer.setEncoding('utf8');
    let raw = '';
    let looked = 0;
    const times: number[] = [];
    answer.on('data', (text: string) => {
      raw += text;
      const lines = wholeLines(raw).length;
      while (times.length < lines) times.push((Date.now() - opened) / 1_000);
    });
    const exchange = (): Exchange => {
      const complete = raw.slice(0, raw.lastIndexOf('\n') + 1);
      return {
        name,
        request: sent,
        status: answer.statusCode ?? 0,
        headers: flat(answer),
        body: undefined,
        stream: {
          raw: complete,
          frames: framesOf(complete, times),
          keepAliveSeconds: this.keepAliveSeconds,
        },
      };
    };
    const first = async <T>(look: () => T | undefined): Promise<T> => {
      for (;;) {
        const found = look();
        if (found !== undefined) return found;
        await once(answer, 'data');
      }
    };
    return {
      until: isIt =>
        first(() => {
          const seen = seenIn(exchange());
          const index = seen.findIndex(
            (event, position) => position >= looked && isIt(event),
          );
          if (index >= 0) looked = index + 1;
          return seen[index];
        }),
      alive: async count => {
        await first(() =>
          wholeLines(raw).filter(line => line === ':').length >= count
            ? true
            : undefined,
        );
      },
      close: () => {
        const result = exchange();
        answer.destroy();
        this.written.push(result);
        return result;
      },
    };
  }

  private async send(sent: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: unknown;
  }): Promise<IncomingMessage> {
    const outgoing = request(this.url + sent.path, {
      method: sent.method,
      headers: sent.headers,
    });
    outgoing.end(sent.body === null ? undefined : JSON.stringify(sent.body));
    const [answer] = await once(outgoing, 'response');
    return answer;
  }
}

function wholeLines(raw: string): string[] {
  return raw
    .slice(0, raw.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(line => line.trim() !== '');
}

function flat(answer: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
