import express, { type ErrorRequestHandler } from 'express';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { setImmediate as nextTick } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { statusOf } from './failures';
import { jsonBody, linesBody } from './requestBody';

describe('the body of a request', () => {
  const heard: unknown[] = [];
  let server: Server;

  beforeEach(async () => {
    heard.length = 0;
    const app = express();
    // As the credentials of a request are looked at before its body
    app.use((req, _res, next) => {
      if (req.headers['x-leaves']) req.socket.once('close', () => next());
      else next();
    });
    app.post('/', jsonBody, (req, res) => {
      heard.push(req.body);
      res.json({});
    });
    app.post('/lines', linesBody, (_req, res) => {
      res.json({});
    });
    const onError: ErrorRequestHandler = (error, _req, res, _next) => {
      heard.push(error);
      res.status(statusOf(error)).end();
    };
    app.use(onError);
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  function post(
    body: string | Buffer,
    headers: Record<string, string> = {},
    path = '/',
  ) {
    const address = server.address();
    if (typeof address !== 'object' || address === null) {
      throw new Error('The server does not listen');
    }
    const sent = request({
      host: '127.0.0.1',
      port: address.port,
      method: 'POST',
      path,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    });
    sent.end(body);
    return sent;
  }

  it('parses what was sent', async () => {
    const [response] = await once(post('{"page":1}'), 'response');
    response.resume();
    expect(response.statusCode).toBe(200);
    expect(heard).toEqual([{ page: 1 }]);
  });

  it('says that what was sent is no JSON, without repeating it', async () => {
    const [response] = await once(post('{"page":'), 'response');
    response.resume();
    expect(response.statusCode).toBe(400);
    expect(JSON.stringify(Object.values(heard[0] ?? {}))).not.toContain('page');
  });

  it.each([
    ['is larger than a megabyte', 413, `{"a":"${'a'.repeat(1_100_000)}"}`, {}],
    ['is called another type', 415, '{}', { 'content-type': 'text/plain' }],
    ['is of no type', 415, '{}', { 'content-type': '' }],
    [
      'has an unknown charset',
      415,
      '{}',
      { 'content-type': 'application/json; charset=latin1' },
    ],
    ['has an unknown encoding', 415, '{}', { 'content-encoding': 'zstd' }],
    ['is not in its encoding', 400, '{}', { 'content-encoding': 'gzip' }],
  ])('is refused where it %s, with %s', async (_title, status, body, more) => {
    const [response] = await once(post(body, more), 'response');
    response.resume();
    expect(response.statusCode).toBe(status);
  });

  it.each([
    ['is compressed', gzipSync('{}'), { 'content-encoding': 'gzip' }],
    ['has a mark of its order', Buffer.from('\ufeff{}'), {}],
    ['is none', '', { 'content-type': '' }],
  ])('is taken where it %s', async (_title, body, more) => {
    const [response] = await once(post(body, more), 'response');
    response.resume();
    expect(response.statusCode).toBe(200);
    expect(heard).toEqual([{}]);
  });

  it('with lines is refused where it is compressed, of which no line could be read', async () => {
    const status = async (encoding: string) => {
      const [response] = await once(
        post('{}', { 'content-encoding': encoding }, '/lines'),
        'response',
      );
      response.resume();
      return response.statusCode;
    };
    expect(await status('gzip')).toBe(415);
    expect(await status('identity')).toBe(200);
  });

  it('calls it no error when whoever asked is gone before the body is read', async () => {
    const arrived = once(server, 'request');
    const sent = post('{"page":1}', { 'x-leaves': 'yes' });
    sent.on('error', () => {});
    const [{ socket }] = await arrived;
    const gone = once(socket, 'close');
    sent.destroy();
    await gone;
    for (let turn = 0; turn < 50; turn++) await nextTick();
    expect(heard).toEqual([]);
  });
});
