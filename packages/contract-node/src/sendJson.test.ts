import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { sendJson } from './sendJson';

const shelf = (books: number, title = 'Kokoro') => ({
  books: Array.from({ length: books }, (_, id) => ({ id, title })),
});

const SMALL = shelf(10);
const MIDDLE = shelf(1_000);
const LARGE = shelf(20_000);

/** Behind what Backstage puts before every plugin. */
function ask(body: unknown, encoding: string, cacheControl = ['private']) {
  const middleware = MiddlewareFactory.create({
    config: mockServices.rootConfig(),
    logger: mockServices.logger.mock(),
  });
  const app = express()
    .use(middleware.compression())
    .get('/', (req, res) => sendJson(req, res, body, cacheControl));
  return request(app).get('/').set('accept-encoding', encoding);
}

describe('sendJson', () => {
  it('sends a small answer as it is, and nobody compresses it', async () => {
    const { headers, body } = await ask(SMALL, 'gzip');
    expect(body).toEqual(SMALL);
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers).toMatchObject({
      'cache-control': 'private, no-transform',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('compresses a larger one at once', async () => {
    const { headers, body } = await ask(MIDDLE, 'gzip, deflate, br');
    expect(body).toEqual(MIDDLE);
    expect(headers).toMatchObject({
      'cache-control': 'private',
      'content-encoding': 'gzip',
      'content-type': 'application/json; charset=utf-8',
      vary: 'accept-encoding',
    });
    // A stream does not know how long it will be.
    expect(Number(headers['content-length'])).toBeLessThan(12_000);
  });

  it('measures what travels, not how many characters it is', async () => {
    const { headers, body } = await ask(shelf(180, 'こころ'.repeat(8)), 'gzip');
    expect(body).toEqual(shelf(180, 'こころ'.repeat(8)));
    expect(headers['content-encoding']).toBe('gzip');
  });

  it('leaves it to Backstage where the client does not take gzip', async () => {
    const plain = await ask(MIDDLE, 'identity');
    expect(plain.body).toEqual(MIDDLE);
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.headers).toHaveProperty('vary');
    const deflated = await ask(MIDDLE, 'deflate');
    expect(deflated.body).toEqual(MIDDLE);
    expect(deflated.headers['content-encoding']).toBe('deflate');
  });

  it('leaves a very large one to Backstage', async () => {
    const { headers, body } = await ask(LARGE, 'gzip');
    expect(body).toEqual(LARGE);
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers).not.toHaveProperty('content-length');
  });

  it('sends nothing to who has it already, however they had it', async () => {
    const { headers } = await ask(MIDDLE, 'identity');
    const again = await ask(MIDDLE, 'gzip').set(
      'if-none-match',
      String(headers.etag),
    );
    expect(again.status).toBe(304);
    expect(again.headers).not.toHaveProperty('content-encoding');
  });

  it('says nothing of caches where nobody does', async () => {
    const { headers } = await ask(MIDDLE, 'gzip', []);
    expect(headers).not.toHaveProperty('cache-control');
  });
});
