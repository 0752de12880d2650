import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { Verdicts } from './Verdicts';

const readBook = createPermission({
  name: 'book.read',
  attributes: { action: 'read' },
  resourceType: 'book',
});
const readShelf = createPermission({
  name: 'shelf.read',
  attributes: { action: 'read' },
});
const allow = { result: AuthorizeResult.ALLOW } as const;
const deny = { result: AuthorizeResult.DENY } as const;

/** As Backstage makes them of a request. */
const person = (ref: string) => {
  const credentials = mockCredentials.user(ref);
  return {
    ...credentials,
    principal: { ...credentials.principal, actor: undefined },
  };
};
const miho = person('user:default/miho.tanaka');
const ren = person('user:default/ren.ito');

function setup() {
  let now = 1;
  const permissions = mockServices.permissions.mock();
  const verdicts = new Verdicts(permissions, () => now);
  return {
    permissions,
    verdicts,
    later: (ms: number) => {
      now += ms;
    },
  };
}

it('asks once about what a person reads in a moment, and then anew', async () => {
  const { permissions, verdicts, later } = setup();
  permissions.authorizeConditional.mockResolvedValueOnce([allow]);
  const both = await Promise.all([
    verdicts.of(readBook, miho),
    verdicts.of(readBook, miho),
  ]);
  expect(both).toEqual([AuthorizeResult.ALLOW, AuthorizeResult.ALLOW]);
  later(14_400);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
  expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);

  permissions.authorizeConditional.mockResolvedValueOnce([deny]);
  later(16_200);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.DENY);
});

it('asks anew before a verdict runs out, and makes nobody wait for it', async () => {
  const { permissions, verdicts, later } = setup();
  permissions.authorizeConditional.mockResolvedValueOnce([allow]);
  await verdicts.of(readBook, miho);

  let answer = (_decisions: (typeof deny)[]) => {};
  permissions.authorizeConditional.mockImplementationOnce(
    () =>
      new Promise(resolve => {
        answer = resolve;
      }),
  );
  later(15_600);
  // Both while it is asked: the first one asks, the second one does not again.
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
  expect(permissions.authorizeConditional).toHaveBeenCalledTimes(2);

  // What has run out holds for nobody, however long the answer takes.
  later(15_000);
  const late = verdicts.of(readBook, miho);
  answer([deny]);
  expect(await late).toBe(AuthorizeResult.DENY);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.DENY);
  expect(permissions.authorizeConditional).toHaveBeenCalledTimes(2);
});

it('keeps a verdict that could not be asked anew until it runs out', async () => {
  const { permissions, verdicts, later } = setup();
  const away = new Error('the permission backend is away');
  permissions.authorizeConditional
    .mockResolvedValueOnce([allow])
    .mockRejectedValue(away);
  await verdicts.of(readBook, miho);
  later(15_600);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
  await new Promise(setImmediate);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
  await new Promise(setImmediate);
  later(15_000);
  await expect(verdicts.of(readBook, miho)).rejects.toThrow('is away');
  permissions.authorizeConditional.mockResolvedValueOnce([deny]);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.DENY);
});

it('keeps people and permissions apart', async () => {
  const { permissions, verdicts } = setup();
  permissions.authorizeConditional
    .mockResolvedValueOnce([allow])
    .mockResolvedValueOnce([deny]);
  permissions.authorize.mockResolvedValueOnce([deny]);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
  expect(await verdicts.of(readBook, ren)).toBe(AuthorizeResult.DENY);
  expect(await verdicts.of(readShelf, miho)).toBe(AuthorizeResult.DENY);
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
});

it('remembers no failure', async () => {
  const { permissions, verdicts } = setup();
  permissions.authorizeConditional
    .mockRejectedValueOnce(new Error('the permission backend is away'))
    .mockResolvedValueOnce([allow]);
  await expect(verdicts.of(readBook, miho)).rejects.toThrow('is away');
  expect(await verdicts.of(readBook, miho)).toBe(AuthorizeResult.ALLOW);
});

it('remembers nothing for a service, nor for one that acts for a person', async () => {
  const { permissions, verdicts } = setup();
  permissions.authorizeConditional.mockResolvedValue([allow]);
  const service = mockCredentials.service();
  const between = {
    ...miho,
    principal: { ...miho.principal, actor: { type: 'service', subject: 'x' } },
  };
  for (const credentials of [service, service, between, between]) {
    expect(await verdicts.of(readBook, credentials)).toBe(
      AuthorizeResult.ALLOW,
    );
  }
  expect(permissions.authorizeConditional).toHaveBeenCalledTimes(4);
});
