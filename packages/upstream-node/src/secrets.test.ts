import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import {
  failure,
  get,
  json,
  SECRET,
  setUpServer,
} from './__testUtils__/server';

const world = setUpServer();

it.each([
  ['a password', 'hunter2'],
  ['one with quotes and backslashes', 'a"b\\c'],
  ['one that is part of the mark', 'red'],
  ['one that another secret begins with', SECRET.slice(0, 6)],
])('says nothing of %s that a body holds', async (_title, password) => {
  const words = `no user with ${password} or ${JSON.stringify(password)} or ${SECRET}`;
  world.answers = [json(400, { message: words })];
  const one = world.upstream({ secrets: [password, ''] });
  const error = await failure(get(one, { method: 'POST', body: { password } }));
  expect(error.detail).toBe(
    'no user with [redacted] or "[redacted]" or [redacted]',
  );
});

it('removes secrets before it shortens what is said', async () => {
  world.answers = [json(400, { message: `${'x'.repeat(490)}${SECRET}` })];
  const error = await failure(get(world.upstream()));
  expect(error.detail).not.toContain(SECRET.slice(0, 4));
});

it('quotes no answer, whatever is wrong with it', async () => {
  const token = 'issued-just-now-0123456789';
  const raw =
    (head: string, body: string): RequestListener =>
    req =>
      req.socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`);
  const type = 'content-type: application/json';
  for (const answer of [
    json(200, { token, name: { token } }),
    json(200, token),
    raw(type, `{"name":"${token}`),
    raw(`${type}\r\ncontent-length: 999`, `{"name":"${token}"}`),
    // No length of a chunk: the parser keeps what it could not read.
    raw(`${type}\r\ntransfer-encoding: chunked`, `{"name":"${token}"}`),
    raw(`x y: ${token}`, ''),
  ]) {
    world.answers = [answer];
    const error = await failure(get(world.upstream(), { method: 'POST' }));
    expect(inspect(error, { depth: 20 })).not.toContain(token);
    expect(error.detail).toBeUndefined();
  }
});
