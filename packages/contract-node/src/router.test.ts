import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  type ConditionalPolicyDecision,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { ConflictError, NotImplementedError } from '@backstage/errors';
import {
  defineContract,
  defineRoute,
  type RequestLine,
} from '@michi/contract-common';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { createContractRouter } from './router';

/** Who asks where nobody else is named. */
const ASKER = 'user:default/mock';

const readShelf = createPermission({
  name: 'shelf.read',
  attributes: { action: 'read' },
});
const readBook = createPermission({
  name: 'book.read',
  attributes: { action: 'read' },
  resourceType: 'book',
});
const lendBook = createPermission({
  name: 'book.lend',
  attributes: { action: 'update' },
  resourceType: 'book',
});

const bookSchema = z.object({ id: z.string(), pages: z.int().positive() });

const contract = defineContract({
  pluginId: 'library',
  title: 'Library',
  version: '1.0.0',
  routes: {
    getShelf: defineRoute({
      method: 'get',
      path: '/v1/shelves/{shelf}',
      summary: 'The books on a shelf',
      params: z.object({ shelf: z.string().regex(/^[a-z]+$/) }),
      query: z.object({ limit: z.coerce.number().int().max(10).default(5) }),
      response: z.object({ shelf: z.string(), limit: z.number() }),
      access: { permission: readShelf },
    }),
    getBooks: defineRoute({
      method: 'post',
      path: '/v1/books',
      summary: 'Some books',
      body: z.object({ ids: z.array(z.string()).max(500) }),
      response: z.object({ books: z.array(bookSchema) }),
      access: {
        permission: readBook,
        resourceRefs: ({ body }) => body.ids,
        mode: 'each',
      },
    }),
    lend: defineRoute({
      method: 'post',
      path: '/v1/books/{id}/lend',
      summary: 'Lend a book',
      params: z.object({ id: z.string() }),
      response: z.object({ lent: z.boolean() }),
      access: {
        permission: lendBook,
        resourceRefs: ({ params }) => [params.id],
      },
      failures: { '409': 'Somebody else has it.' },
      changes: true,
      audit: ({ params }, answer) => ({ book: params.id, ...answer }),
      notDone: ({ lent }) => (lent ? undefined : 'It is lent already'),
    }),
    findBooks: defineRoute({
      method: 'get',
      path: '/v1/books',
      summary: 'All books',
      response: z.object({ ids: z.array(z.string()), denied: z.int() }),
      access: { permission: readBook, mode: 'found' },
    }),
    returnBooks: defineRoute({
      method: 'post',
      path: '/v1/books/return',
      summary: 'Return all books that may be',
      response: z.object({ ids: z.array(z.string()) }),
      access: { permission: lendBook, mode: 'found' },
      changes: true,
    }),
    importBooks: defineRoute({
      method: 'post',
      path: '/v1/shelf/import',
      summary: 'Bring books',
      lines: bookSchema,
      response: z.object({
        taken: z.array(z.string()),
        problems: z.array(z.object({ line: z.int(), problem: z.string() })),
      }),
      access: { permission: readShelf },
      changes: true,
    }),
  },
});

function setup() {
  const permissions = mockServices.permissions.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => auditEvent),
  });
  const handlers = {
    getShelf: jest.fn(
      async ({
        params,
        query,
      }: {
        params: { shelf: string };
        query: { limit: number };
      }) => ({
        shelf: params.shelf,
        limit: query.limit,
      }),
    ),
    getBooks: jest.fn(
      async ({ permitted }: { permitted: ReadonlySet<string> }) => ({
        books: [...permitted].map(id => ({
          id,
          pages: id === 'blank' ? 0 : 100,
        })),
      }),
    ),
    lend: jest.fn(async () => ({ lent: true })),
    findBooks: async ({
      permit,
    }: {
      permit(refs: string[]): Promise<ReadonlySet<string>>;
    }) => {
      const ids = [...(await permit(['x', 'y']))];
      return { ids, denied: 2 - ids.length };
    },
    returnBooks: async ({
      permit,
    }: {
      permit(refs: string[]): Promise<ReadonlySet<string>>;
    }) => ({ ids: [...(await permit(['x']))] }),
    importBooks: async ({
      lines,
    }: {
      lines: AsyncIterable<RequestLine<{ id: string; pages: number }>>;
    }) => {
      const taken: string[] = [];
      const problems: Array<{ line: number; problem: string }> = [];
      for await (const { number, value, problem } of lines) {
        if (problem === undefined) taken.push(value.id);
        else problems.push({ line: number, problem });
      }
      return { taken, problems };
    },
  };
  const app = express()
    .use(
      createContractRouter({
        contract,
        handlers,
        httpAuth: mockServices.httpAuth(),
        permissions,
        auditor,
      }),
    )
    .use(mockErrorHandler());
  return { app, permissions, auditor, auditEvent, handlers };
}

const allow: DefinitivePolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: DefinitivePolicyDecision = { result: AuthorizeResult.DENY };
const conditional: ConditionalPolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'library',
  resourceType: 'book',
  conditions: { rule: 'IS_LENT', resourceType: 'book', params: {} },
};

/** As the client of another plugin throws it. */
function aResponseError(status: number): Error {
  return Object.assign(new Error(`Request failed with ${status}`), {
    name: 'ResponseError',
    response: {},
    body: {},
    cause: new Error('Their token'),
    statusCode: status,
    statusText: '',
  });
}

describe('createContractRouter', () => {
  it('parses, authorises, handles and answers', async () => {
    const { app, permissions } = setup();
    permissions.authorize.mockResolvedValue([allow]);

    const response = await request(app).get('/v1/shelves/poetry?limit=7');

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ shelf: 'poetry', limit: 7 });
    expect(permissions.authorize).toHaveBeenCalledWith(
      [{ permission: readShelf }],
      { credentials: mockCredentials.user() },
    );
  });

  it('names the field of a bad request and asks neither policy nor handler', async () => {
    const { app, permissions, handlers } = setup();

    const response = await request(app).get('/v1/shelves/..%2Fetc?limit=900');

    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(
      /path of the request is not valid.*shelf/s,
    );
    expect(permissions.authorize).not.toHaveBeenCalled();
    expect(handlers.getShelf).not.toHaveBeenCalled();
  });

  it('answers 400 to a body that is no JSON', async () => {
    const { app } = setup();
    const response = await request(app)
      .post('/v1/books')
      .set('Content-Type', 'application/json')
      .send('{"ids": [');
    expect(response.status).toBe(400);
  });

  it('denies before the handler runs and names the permission', async () => {
    const { app, permissions, handlers } = setup();
    permissions.authorize.mockResolvedValue([deny]);

    const response = await request(app).get('/v1/shelves/poetry');

    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain('shelf.read');
    expect(handlers.getShelf).not.toHaveBeenCalled();
  });

  it('answers for the permitted resources alone in mode each', async () => {
    const { app, permissions } = setup();
    permissions.authorizeConditional.mockResolvedValue([conditional]);
    permissions.authorize.mockResolvedValue([allow, deny, allow]);

    const response = await request(app)
      .post('/v1/books')
      .send({ ids: ['a', 'b', 'c'] });

    expect(response.body.books.map((book: { id: string }) => book.id)).toEqual([
      'a',
      'c',
    ]);
  });

  it.each([
    [2, allow],
    [0, deny],
  ])(
    'settles %s of two resources with one question where the policy does not look at them',
    async (books, verdict) => {
      const { app, permissions } = setup();
      permissions.authorizeConditional.mockResolvedValueOnce([verdict]);
      const { body } = await request(app)
        .post('/v1/books')
        .send({ ids: ['a', 'b'] });
      expect(body.books).toHaveLength(books);
      expect(permissions.authorize).not.toHaveBeenCalled();
    },
  );

  it('asks the policy anew about every change', async () => {
    const { app, permissions } = setup();
    permissions.authorize
      .mockResolvedValueOnce([allow])
      .mockResolvedValueOnce([deny]);
    const lend = () => request(app).post('/v1/books/b1/lend');
    expect((await lend()).status).toBe(200);
    expect((await lend()).status).toBe(403);

    permissions.authorizeConditional
      .mockResolvedValueOnce([allow])
      .mockResolvedValueOnce([deny]);
    const giveBack = () => request(app).post('/v1/books/return');
    expect((await giveBack()).status).toBe(200);
    expect((await giveBack()).status).toBe(403);
  });

  it('asks about many resources in parts that the permission backend takes', async () => {
    const { app, permissions } = setup();
    permissions.authorizeConditional.mockResolvedValueOnce([conditional]);
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => allow),
    );
    const ids = Array.from({ length: 450 }, (_, index) => `book-${index}`);
    const { body } = await request(app).post('/v1/books').send({ ids });
    expect(body.books).toHaveLength(450);
    expect(
      permissions.authorize.mock.calls.map(([requests]) => requests.length),
    ).toEqual([200, 200, 50]);
  });

  it('lets a handler ask about the resources that it found', async () => {
    const { app, permissions } = setup();
    permissions.authorizeConditional.mockResolvedValueOnce([conditional]);
    permissions.authorize.mockResolvedValue([allow, deny]);
    const found = await request(app).get('/v1/books');
    expect(found.body).toEqual({ ids: ['x'], denied: 1 });
  });

  it('does not ask the handler where nothing may be found', async () => {
    const { app, permissions } = setup();
    permissions.authorizeConditional.mockResolvedValueOnce([deny]);
    const denied = await request(app).get('/v1/books');
    expect(denied.status).toBe(403);
    expect(denied.body.error.message).toContain('book.read');
  });

  it('reads lines whatever the request calls them', async () => {
    const { app, permissions } = setup();
    permissions.authorize.mockResolvedValue([allow]);
    const response = await request(app)
      .post('/v1/shelf/import')
      .set('Content-Type', 'application/json')
      .send('{"id":"a","pages":3}');
    expect(response.body).toEqual({ taken: ['a'], problems: [] });
  });

  it('hands over the lines of an NDJSON request, good and bad', async () => {
    const { app, permissions } = setup();
    permissions.authorize.mockResolvedValue([allow]);
    const response = await request(app)
      .post('/v1/shelf/import')
      .set('Content-Type', 'application/x-ndjson')
      .send(
        '{"id":"a","pages":3}\n\nno json\r\n{"id":"b","pages":-1}\n{"id":"c","pages":1}',
      );
    expect(response.body).toEqual({
      taken: ['a', 'c'],
      problems: [
        { line: 3, problem: 'The line is not valid JSON' },
        { line: 4, problem: expect.stringContaining('pages') },
      ],
    });
  });

  it('tells the auditor what a call was about', async () => {
    const { app, permissions, auditEvent } = setup();
    permissions.authorize
      .mockResolvedValueOnce([allow])
      .mockResolvedValueOnce([deny]);
    await request(app).post('/v1/books/b1/lend');
    expect(auditEvent.success).toHaveBeenCalledWith({
      meta: { requestedBy: ASKER, book: 'b1', lent: true },
    });
    await request(app).post('/v1/books/b1/lend');
    expect(auditEvent.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotAllowedError' }),
      meta: { requestedBy: ASKER, book: 'b1' },
    });
  });

  it('tells the auditor that what was asked has not been done', async () => {
    const { app, permissions, auditEvent, handlers } = setup();
    permissions.authorize.mockResolvedValueOnce([allow]);
    handlers.lend.mockResolvedValueOnce({ lent: false });
    expect((await request(app).post('/v1/books/b1/lend')).status).toBe(200);
    expect(auditEvent.fail).toHaveBeenCalledWith({
      error: new Error('It is lent already'),
      meta: { requestedBy: ASKER, book: 'b1', lent: false },
    });
    expect(auditEvent.success).not.toHaveBeenCalled();
  });

  it('lets no answer out that does not fit the document', async () => {
    const { app, permissions } = setup();
    permissions.authorize.mockResolvedValue([allow]);

    const response = await request(app)
      .post('/v1/books')
      .send({ ids: ['blank'] });

    expect(response.status).toBe(500);
  });

  it('audits a change with its outcome, a denied one too', async () => {
    const { app, permissions, auditor, auditEvent } = setup();
    permissions.authorize
      .mockResolvedValueOnce([allow])
      .mockResolvedValueOnce([deny]);

    expect((await request(app).post('/v1/books/b1/lend')).status).toBe(200);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'lend', meta: { id: 'b1' } }),
    );
    expect(auditEvent.success).toHaveBeenCalledTimes(1);

    expect((await request(app).post('/v1/books/b1/lend')).status).toBe(403);
    expect(auditEvent.fail).toHaveBeenCalledTimes(1);
  });

  it('serves the OpenAPI 3.1 document made from the same schemas', async () => {
    const { app } = setup();

    const { body } = await request(app).get('/openapi.json');

    expect(body.openapi).toBe('3.1.0');
    expect(body.servers).toEqual([{ url: '/api/library' }]);
    const shelf = body.paths['/v1/shelves/{shelf}'].get;
    expect(shelf.operationId).toBe('getShelf');
    expect(shelf.description).toContain('shelf.read');
    expect(shelf.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ in: 'path', name: 'shelf', required: true }),
        expect.objectContaining({ in: 'query', name: 'limit' }),
      ]),
    );
  });

  it('documents the statuses that each route answers', async () => {
    const { app } = setup();
    const { paths } = (await request(app).get('/openapi.json')).body;
    const statuses = (path: string, method: string) =>
      Object.keys(paths[path][method].responses).join(' ');
    expect(statuses('/v1/shelves/{shelf}', 'get')).toBe(
      '200 304 400 401 403 404 500 503',
    );
    expect(statuses('/v1/books', 'get')).toBe('200 304 401 403 500 503');
    expect(statuses('/v1/books', 'post')).toBe(
      '200 400 401 403 413 415 500 503',
    );
    expect(statuses('/v1/books/{id}/lend', 'post')).toBe(
      '200 400 401 403 404 409 500 503',
    );
    expect(statuses('/v1/shelf/import', 'post')).toBe(
      '200 400 401 403 415 500 503',
    );
    expect(paths['/v1/books'].post.requestBody.required).toBe(true);
  });

  it.each([
    ['which its document has', new ConflictError('It is lent'), 409],
    ['which it has not', new NotImplementedError('Not yet'), 500],
    [
      'of a number',
      Object.assign(new Error('Slow down'), { status: 429 }),
      500,
    ],
    ['of another plugin', aResponseError(401), 503],
  ])('tells a failure %s', async (_title, failure, status) => {
    const { app, permissions, handlers } = setup();
    permissions.authorize.mockResolvedValue([allow]);
    handlers.lend.mockRejectedValue(failure);
    const response = await request(app).post('/v1/books/b1/lend');
    expect(response.status).toBe(status);
  });

  it('looks at no body that a route does not take', async () => {
    const { app, permissions } = setup();
    permissions.authorize.mockResolvedValue([allow]);
    const response = await request(app)
      .post('/v1/books/b1/lend')
      .set('Content-Type', 'application/json')
      .send('{"no json');
    expect(response.status).toBe(200);
  });
});
