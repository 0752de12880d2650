import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { StoppedError } from './errors.mjs';
import { importHistory } from './importHistory.mjs';

const LINES = '{"application":"blog-api"}\n{"application":"blog-web"}\n';
/** @type {http.Server[]} */
const servers = [];
after(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

/** @param {http.RequestListener} listener */
async function serve(listener) {
  const server = http.createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return `http://127.0.0.1:${address.port}`;
}

/**
 * A portal that answers with these one after the other, and what it was sent.
 *
 * @param {{status: number, body?: object}[]} answers
 */
async function portalThat(...answers) {
  /** @type {{path?: string, authorization?: string, type?: string, body: string}[]} */
  const requests = [];
  const url = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { authorization, 'content-type': type } = request.headers;
    requests.push({ path: request.url, authorization, type, body });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    response.statusCode = answer?.status ?? 500;
    response.end(JSON.stringify(answer?.body ?? {}));
  });
  return { url, requests };
}

const control = () =>
  serve((request, response) => {
    response.statusCode = request.url === '/history.ndjson' ? 200 : 404;
    response.end(LINES);
  });

/** @param {string} portal @param {Partial<Parameters<typeof importHistory>[0]>} [change] */
async function run(portal, change) {
  /** @type {string[]} */
  const said = [];
  const done = await importHistory({
    control: await control(),
    portal,
    token: 'a-secret',
    detail: text => said.push(text),
    signal: new AbortController().signal,
    pauseMs: 1,
    ...change,
  });
  return { done, said };
}

test('hands every line to the portal and says how many there were', async () => {
  const { url, requests } = await portalThat({
    status: 200,
    body: { accepted: 2, known: 0, refused: 0, refusals: [] },
  });
  const { done, said } = await run(url);
  assert.equal(done, true);
  assert.deepEqual(requests, [
    {
      path: '/api/deploy-status/import',
      authorization: 'Bearer a-secret',
      type: 'application/x-ndjson',
      body: LINES,
    },
  ]);
  assert.ok(said.includes('importing 90 days of deployments: 2'));
  assert.equal(said.at(-1), 'imported 90 days of deployments: 2');
  assert.ok(!said.join().includes('a-secret'));
});

test('says what was known and what was refused, and does not count that as done', async () => {
  const { url } = await portalThat({
    status: 200,
    body: { accepted: 0, known: 1, refused: 1 },
  });
  const { done, said } = await run(url);
  assert.equal(done, false);
  assert.equal(
    said.at(-1),
    'imported 90 days of deployments: 1, 1 of them known from Argo CD, 1 were refused',
  );
});

test('tries again while the portal is not there yet', async () => {
  const { url, requests } = await portalThat(
    { status: 503 },
    { status: 200, body: { accepted: 2 } },
  );
  const { done } = await run(url);
  assert.equal(done, true);
  assert.equal(requests.length, 2);
});

test('gives up at once where the portal refuses, and later where nobody answers', async () => {
  const { url, requests } = await portalThat({ status: 403 });
  const refused = await run(url);
  assert.equal(refused.done, false);
  assert.equal(requests.length, 1);
  assert.match(refused.said.at(-1) ?? '', /answered 403.*next start/);

  const nobody = await run('http://127.0.0.1:1');
  assert.equal(nobody.done, false);
  assert.match(nobody.said.at(-1) ?? '', /could not be imported/);
});

test('ends when the launcher stops', async () => {
  const stopping = new AbortController();
  const silent = await serve(request => {
    request.resume();
    stopping.abort();
  });
  await assert.rejects(run(silent, { signal: stopping.signal }), StoppedError);
});
