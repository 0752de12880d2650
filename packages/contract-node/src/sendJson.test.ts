import express from 'express';
import request from 'supertest';
import { sendJson } from './sendJson';

const shelf = (books: number) => ({
  books: Array.from({ length: books }, (_, id) => ({ id, title: 'Kokoro' })),
});

function ask(body: unknown, encoding: string) {
  const app = express().get('/', (req, res) =>
    sendJson(req, res, body, ['private', 'no-cache']),
  );
  return request(app).get('/').set('accept-encoding', encoding);
}

describe('sendJson', () => {
  it('sends a small answer as it is, and lets nobody compress it', async () => {
    const { headers, body } = await ask(shelf(10), 'gzip');
    expect(body).toEqual(shelf(10));
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache, no-transform',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('compresses a larger one for who can read that', async () => {
    const { headers, body } = await ask(shelf(1_000), 'gzip, deflate');
    expect(body).toEqual(shelf(1_000));
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'content-encoding': 'gzip',
      'content-type': 'application/json; charset=utf-8',
      vary: 'accept-encoding',
    });
    expect(Number(headers['content-length'])).toBeLessThan(14_000);
  });

  it('sends a larger one as it is to who cannot', async () => {
    const { headers, body } = await ask(shelf(1_000), 'identity');
    expect(body).toEqual(shelf(1_000));
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers).toMatchObject({ vary: 'accept-encoding' });
  });

  it('leaves a very large one to whoever compresses beside other work', async () => {
    const { headers, body } = await ask(shelf(20_000), 'gzip');
    expect(body).toEqual(shelf(20_000));
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers['cache-control']).toBe('private, no-cache');
  });

  it('tells who has it already that nothing changed', async () => {
    const { headers } = await ask(shelf(1_000), 'gzip');
    const again = await ask(shelf(1_000), 'gzip').set(
      'if-none-match',
      String(headers.etag),
    );
    expect(again.status).toBe(304);
  });
});
