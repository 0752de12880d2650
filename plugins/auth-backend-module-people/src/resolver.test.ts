import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { AuthResolverContext } from '@backstage/plugin-auth-node';
import { createPeopleSignInResolver } from './resolver';

const info = {
  profile: {},
  result: { userEntityRef: 'user:default/yuki.sato', name: 'Yuki', role: 'x' },
};

function contextWith(signIn: jest.Mock): AuthResolverContext {
  return {
    issueToken: jest.fn(),
    findCatalogUser: jest.fn(),
    resolveOwnershipEntityRefs: jest.fn(),
    signInWithCatalogUser: signIn,
  };
}

describe('createPeopleSignInResolver', () => {
  it('waits until the catalog knows the person', async () => {
    const signIn = jest
      .fn()
      .mockRejectedValueOnce(new NotFoundError('User not found'))
      .mockResolvedValueOnce({ token: 'abc' });
    const resolve = createPeopleSignInResolver({ waitMs: 1000, everyMs: 1 });

    await expect(resolve(info, contextWith(signIn))).resolves.toEqual({
      token: 'abc',
    });
    expect(signIn).toHaveBeenLastCalledWith({
      entityRef: 'user:default/yuki.sato',
    });
  });

  it('gives up with an error that can be retried and says what to do', async () => {
    const signIn = jest.fn().mockRejectedValue(new NotFoundError('no'));
    const resolve = createPeopleSignInResolver({ waitMs: 0, everyMs: 1 });

    const failure = resolve(info, contextWith(signIn));
    await expect(failure).rejects.toBeInstanceOf(ServiceUnavailableError);
    await expect(failure).rejects.toThrow(/try again in a few seconds/);
  });

  it('does not repeat what failed for another reason', async () => {
    const signIn = jest.fn().mockRejectedValue(new TypeError('broken'));
    const resolve = createPeopleSignInResolver({ waitMs: 1000, everyMs: 1 });

    await expect(resolve(info, contextWith(signIn))).rejects.toThrow('broken');
    expect(signIn).toHaveBeenCalledTimes(1);
  });
});
