import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { defineContract, defineRoute } from '@michi/contract-common';
import { z } from 'zod';
import { createContractCaller } from './caller';

const lendBook = createPermission({
  name: 'book.lend',
  attributes: { action: 'update' },
  resourceType: 'book',
});

const contract = defineContract({
  pluginId: 'library',
  title: 'Library',
  version: '1.0.0',
  routes: {
    lend: defineRoute({
      method: 'post',
      path: '/v1/books/{id}/lend',
      summary: 'Lend a book',
      params: z.object({ id: z.string() }),
      body: z.object({ days: z.int().positive().default(14) }),
      response: z.object({ days: z.number() }),
      access: {
        permission: lendBook,
        resourceRefs: ({ params }) => [params.id],
      },
      changes: true,
      audit: ({ body }, answer) => ({ asked: body.days, ...answer }),
    }),
  },
});

function caller(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const lend = jest.fn(async ({ body }: { body: { days: number } }) => ({
    days: body.days,
  }));
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({ createEvent: async () => event });
  const call = createContractCaller({
    contract,
    handlers: { lend },
    auditor,
    permissions: mockServices.permissions.mock({
      authorize: async requests => requests.map(() => ({ result })),
    }),
  });
  return { call, lend, event, auditor };
}

const credentials = mockCredentials.user('user:default/miho.tanaka');
const input = { params: { id: 'b1' }, body: {} };

describe('a route that is called without HTTP', () => {
  it('is parsed, handled and recorded in the name of whoever calls', async () => {
    const { call, event, auditor } = caller(AuthorizeResult.ALLOW);
    await expect(call('lend', input, credentials)).resolves.toEqual({
      days: 14,
    });
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'lend',
      severityLevel: 'medium',
      meta: { id: 'b1', via: 'action' },
    });
    expect(event.success).toHaveBeenCalledWith({
      meta: {
        requestedBy: 'user:default/miho.tanaka',
        asked: 14,
        days: 14,
      },
    });
  });

  it('asks for the same permission', async () => {
    const { call, lend, event } = caller(AuthorizeResult.DENY);
    await expect(call('lend', input, credentials)).rejects.toThrow(
      /book\.lend/,
    );
    expect(lend).not.toHaveBeenCalled();
    expect(event.fail).toHaveBeenCalled();
  });

  it('refuses what the schema refuses', async () => {
    const { call } = caller(AuthorizeResult.ALLOW);
    await expect(
      call('lend', { ...input, body: { days: -1 } }, credentials),
    ).rejects.toThrow(/days/);
  });
});
