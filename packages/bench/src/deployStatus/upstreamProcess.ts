import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import {
  applicationOf,
  FLEET,
  instanceNames,
  LISTED_AGAIN_AFTER_MS,
  RECONCILED_EVERY_MS,
  serviceName,
  UPSTREAM_TOKEN,
  type Past,
} from './fleet';
import type { UpstreamAnswer, UpstreamQuestion } from './Upstreams';

/*
 * A process with several Argo CDs that speak the recorded protocol: the list,
 * the watch with its keep-alives, one Application, the metadata of a commit. Each
 * Application is reconciled again and again, as in a real one.
 */

const KEEP_ALIVE_MS = 15_000;
const TICK_MS = 100;
const indexByName = new Map(
  Array.from({ length: FLEET.services }, (_, index) => [
    serviceName(index),
    index,
  ]),
);

const counts: Record<string, number> = {};
const listedAt = instanceNames.map(() => -Infinity);
const streams = instanceNames.map(() => new Set<ServerResponse>());
interface Application {
  past: Past;
  /** As it is now, in JSON. */
  text: string;
}

const applications: Application[][] = instanceNames.map((_, instance) =>
  Array.from({ length: FLEET.services }, (_each, index) => {
    const past = { changes: 0, reconciled: 0 };
    return {
      past,
      text: JSON.stringify(applicationOf(instance, index, past)),
    };
  }),
);

const current = (instance: number, index: number): string =>
  applications[instance]?.[index]?.text ?? 'null';

function* listOf(instance: number): Generator<string> {
  yield '{"metadata":{"resourceVersion":"1"},"items":[';
  for (const [index, { text }] of applications[instance]?.entries() ?? [])
    yield index === 0 ? text : `,${text}`;
  yield ']}';
}

function answer(instance: number, req: IncomingMessage, res: ServerResponse) {
  const url = new URL(req.url ?? '/', 'http://upstream');
  const count = (kind: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const begin = (status: number) =>
    res.writeHead(status, { 'content-type': 'application/json' });
  const json = (status: number, body: unknown) =>
    begin(status).end(JSON.stringify(body));
  if (url.pathname === '/api/v1/session') {
    count('session');
    json(200, { token: UPSTREAM_TOKEN });
    return;
  }
  if (req.headers.authorization !== `Bearer ${UPSTREAM_TOKEN}`) {
    count('unauthorized');
    json(401, { error: 'no session information', code: 16, message: '' });
    return;
  }
  if (url.pathname === '/api/v1/stream/applications') {
    count('watch');
    const streamsHere = streams[instance];
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(':\n\n');
    streamsHere?.add(res);
    res.on('close', () => streamsHere?.delete(res));
    return;
  }
  if (url.pathname === '/api/v1/applications') {
    const name = url.searchParams.get('name');
    if (name !== null) {
      count('get');
      const index = indexByName.get(name);
      begin(200).end(
        index === undefined
          ? '{"items":null}'
          : `{"items":[${current(instance, index)}]}`,
      );
    } else if (url.searchParams.has('fields')) {
      count('probe');
      json(200, { metadata: { resourceVersion: '1' } });
    } else {
      const isDue =
        performance.now() - (listedAt[instance] ?? 0) >= LISTED_AGAIN_AFTER_MS;
      listedAt[instance] = performance.now();
      count(isDue ? 'listDue' : 'list');
      Readable.from(listOf(instance)).pipe(begin(200));
    }
    return;
  }
  const metadata = /\/revisions\/([^/]+)\/metadata$/.exec(url.pathname);
  if (metadata) {
    count('metadata');
    json(200, {
      author: 'Yuki Sato <yuki@hanabi.example>',
      date: '2026-11-20T00:00:00Z',
      message: `Change ${metadata[1]}`,
    });
    return;
  }
  const index = indexByName.get(url.pathname.split('/')[4] ?? '');
  count('get');
  if (index === undefined)
    json(404, { error: 'not found', code: 5, message: '' });
  else begin(200).end(current(instance, index));
}

function happens(what: keyof Past, instance: number, index: number) {
  const application = applications[instance]?.[index];
  if (!application) return;
  application.past[what] += 1;
  application.text = JSON.stringify(
    applicationOf(instance, index, application.past),
  );
  for (const stream of streams[instance] ?? [])
    stream.write(
      `data: {"result":{"type":"MODIFIED","application":${application.text}}}\n\n`,
    );
}

/** Each Application in its turn, spread evenly. */
function reconcileForEver() {
  const all = FLEET.instances * FLEET.services;
  const began = performance.now();
  let done = 0;
  setInterval(() => {
    const due = ((performance.now() - began) / RECONCILED_EVERY_MS) * all;
    for (; done < due; done++)
      happens(
        'reconciled',
        done % FLEET.instances,
        Math.floor(done / FLEET.instances) % FLEET.services,
      );
  }, TICK_MS);
}

async function main() {
  const urls: string[] = [];
  for (const [instance] of instanceNames.entries()) {
    const server = createServer((req, res) => answer(instance, req, res));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
  setInterval(() => {
    for (const stream of streams.flatMap(each => [...each]))
      stream.write(':\n\n');
  }, KEEP_ALIVE_MS);

  reconcileForEver();

  const tell = (message: UpstreamAnswer) => process.send?.(message);
  process.on('message', (question: UpstreamQuestion) => {
    if (question.type === 'change') {
      happens('changes', question.instance, question.index);
    }
    tell({ type: 'counts', counts: { ...counts } });
  });
  process.on('disconnect', () => process.exit(0));
  tell({ type: 'ready', urls });
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
