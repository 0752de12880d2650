import express, { type ErrorRequestHandler } from 'express';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { setImmediate as nextTick } from 'node:timers/promises';
import { jsonBody } from './jsonBody';

describe('jsonBody', () => {
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
    const onError: ErrorRequestHandler = (error, _req, res, _next) => {
      heard.push(error);
      res.status(error.status).end();
    };
    app.use(onError);
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  function post(body: string, headers: Record<string, string> = {}) {
    const address = server.address();
    if (typeof address !== 'object' || address === null) {
      throw new Error('The server does not listen');
    }
    const sent = request({
      host: '127.0.0.1',
      port: address.port,
      method: 'POST',
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

  it('says that what was sent is no JSON', async () => {
    const [response] = await once(post('{"page":'), 'response');
    response.resume();
    expect(response.statusCode).toBe(400);
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
