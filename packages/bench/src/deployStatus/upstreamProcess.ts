import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  applicationOf,
  FLEET,
  instanceNames,
  serviceName,
  UPSTREAM_TOKEN,
} from './fleet';
import type { UpstreamAnswer, UpstreamQuestion } from './Upstreams';

/*
 * A process with several Argo CDs that speak the recorded protocol: the list,
 * the watch with its keep-alives, one Application, the metadata of a commit.
 */

const KEEP_ALIVE_MS = 15_000;
const indexByName = new Map(
  Array.from({ length: FLEET.services }, (_, index) => [
    serviceName(index),
    index,
  ]),
);

const counts: Record<string, number> = {};
const streams = instanceNames.map(() => new Set<ServerResponse>());
/** How often each Application changed. */
const changes = new Map<string, number>();
const lists = instanceNames.map((_, instance) =>
  Buffer.from(
    `{"metadata":{"resourceVersion":"1"},"items":[${Array.from({ length: FLEET.services }, (_each, index) => JSON.stringify(applicationOf(instance, index))).join()}]}`,
  ),
);

const current = (instance: number, index: number) =>
  applicationOf(instance, index, changes.get(`${instance}/${index}`) ?? 0);

function answer(instance: number, req: IncomingMessage, res: ServerResponse) {
  const url = new URL(req.url ?? '/', 'http://upstream');
  const count = (kind: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const json = (status: number, body: unknown) => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
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
      json(200, {
        items: index === undefined ? null : [current(instance, index)],
      });
    } else if (url.searchParams.has('fields')) {
      count('probe');
      json(200, { metadata: { resourceVersion: '1' } });
    } else {
      count('list');
      json(200, lists[instance]);
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
  else json(200, current(instance, index));
}

function changeOne(instance: number, index: number) {
  const key = `${instance}/${index}`;
  changes.set(key, (changes.get(key) ?? 0) + 1);
  const frame = JSON.stringify({
    result: { type: 'MODIFIED', application: current(instance, index) },
  });
  for (const stream of streams[instance] ?? [])
    stream.write(`data: ${frame}\n\n`);
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

  const tell = (message: UpstreamAnswer) => process.send?.(message);
  process.on('message', (question: UpstreamQuestion) => {
    if (question.type === 'change') {
      changeOne(question.instance, question.index);
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
