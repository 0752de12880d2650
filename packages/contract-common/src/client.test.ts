import { createPermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import { createContractClient } from './client';
import { defineContract, defineRoute } from './contract';

const read = createPermission({
  name: 'x.read',
  attributes: { action: 'read' },
});

const contract = defineContract({
  pluginId: 'library',
  title: 'Library',
  version: '1.0.0',
  routes: {
    getBook: defineRoute({
      method: 'get',
      path: '/v1/shelves/{shelf}/books/{id}',
      summary: 'One book',
      params: z.object({ shelf: z.string(), id: z.string() }),
      query: z.object({
        with: z.array(z.string()).optional(),
        deep: z.boolean().optional(),
      }),
      response: z.object({ title: z.string() }),
      access: { permission: read },
    }),
    addBook: defineRoute({
      method: 'post',
      path: '/v1/books',
      summary: 'Add a book',
      body: z.object({ title: z.string() }),
      response: z.object({ id: z.string() }),
      access: { permission: read },
      changes: true,
    }),
  },
});

function setup(answer: () => Response) {
  const fetchMock = jest.fn(async (_url: string, _init?: RequestInit) =>
    answer(),
  );
  const client = createContractClient(contract, {
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: { fetch: fetchMock as unknown as typeof fetch },
  });
  return { client, fetchMock };
}

describe('createContractClient', () => {
  it('fills path and query so that no value can become another path', async () => {
    const { client, fetchMock } = setup(() =>
      Response.json({ title: 'Kokoro', extra: 1 }),
    );

    const book = await client.getBook({
      params: { shelf: '../admin', id: 'a b' },
      query: { with: ['x', 'y'], deep: true },
    });

    expect(book).toEqual({ title: 'Kokoro' });
    expect(fetchMock.mock.calls[0]?.[0]).toBe(
      'http://portal/api/library/v1/shelves/..%2Fadmin/books/a%20b?with=x&with=y&deep=true',
    );
  });

  it('refuses a value that a URL parser would walk up with', async () => {
    const { client, fetchMock } = setup(() => Response.json({ title: 't' }));
    await expect(
      client.getBook({ params: { shelf: '..', id: 'i' } }),
    ).rejects.toThrow('not a valid value for shelf');
    expect(fetchMock).not.toHaveBeenCalled();
  });

  it('refuses to leave a part of the path out, also where its schema has a default', async () => {
    const getShelf = defineRoute({
      method: 'get',
      path: '/v1/shelves/{shelf}',
      summary: 'One shelf',
      params: z.object({ shelf: z.string().default('first') }),
      response: z.object({}),
      access: { permission: read },
    });
    const fetchMock = jest.fn();
    const client = createContractClient(
      defineContract({ ...contract, routes: { getShelf } }),
      {
        discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
        fetchApi: { fetch: fetchMock },
      },
    );
    await expect(client.getShelf({ params: {} })).rejects.toThrow(
      'needs a value for shelf',
    );
    expect(fetchMock).not.toHaveBeenCalled();
  });

  it('sends a body as JSON', async () => {
    const { client, fetchMock } = setup(() => Response.json({ id: '7' }));
    await client.addBook({ body: { title: '道' } });
    expect(fetchMock.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      body: '{"title":"道"}',
      headers: { 'Content-Type': 'application/json' },
    });
  });

  it("throws a ResponseError with the status and the server's message", async () => {
    const { client } = setup(() =>
      Response.json(
        {
          error: { name: 'NotAllowedError', message: 'You need x.read' },
          request: { method: 'POST', url: '/v1/books' },
          response: { statusCode: 403 },
        },
        { status: 403 },
      ),
    );
    await expect(
      client.addBook({ body: { title: 't' } }),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'You need x.read' },
    });
  });

  it('refuses an answer that does not fit, naming the field', async () => {
    const { client } = setup(() => Response.json({ title: 7 }));
    await expect(
      client.getBook({ params: { shelf: 's', id: 'i' } }),
    ).rejects.toThrow(/title/);
  });
});
