import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  githubAuthApiRef,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SignInPage } from './SignInPage';

const people = [
  {
    userEntityRef: 'user:default/yuki.sato',
    name: 'Yuki Sato',
    role: 'Developer, first week',
  },
  {
    userEntityRef: 'user:default/emi.kobayashi',
    name: 'Emi Kobayashi',
    role: 'CTO',
  },
];
const config = (providers: object) => ({
  app: { baseUrl: 'http://localhost:3000', title: 'Michi' },
  backend: { baseUrl: 'http://localhost:7007' },
  auth: { environment: 'development', providers },
});

const session = {
  profile: { displayName: 'Yuki Sato' },
  providerInfo: {},
  backstageIdentity: {
    token: `x.${window.btoa(JSON.stringify({ exp: 4_000_000_000 }))}.x`,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/yuki.sato',
      ownershipEntityRefs: ['group:default/blog'],
    },
  },
};

/** Stands in for the auth backend, which the proxied sign-in asks directly. */
function authBackend(status: number, body: unknown) {
  return jest.spyOn(global, 'fetch').mockImplementation(
    async () =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
  );
}

describe('SignInPage', () => {
  afterEach(() => jest.restoreAllMocks());

  it('offers the people by name and role, and signs the chosen one in', async () => {
    const fetchMock = authBackend(200, session);
    const onSignInSuccess = jest.fn<void, [IdentityApi]>();
    renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
      config: config({ people: { people } }),
    });
    expect(
      await screen.findByRole('heading', { name: 'Sign in to Michi' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Developer, first week')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Yuki Sato/ }));

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    const [url, init] = fetchMock.mock.calls[0] ?? [];
    expect(String(url)).toMatch(/\/api\/auth\/people\/refresh$/);
    expect(new Headers(init?.headers).get('x-michi-person')).toBe(
      'user:default/yuki.sato',
    );
    const identityApi = onSignInSuccess.mock.calls[0]?.[0];
    expect(await identityApi?.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/yuki.sato',
    });
    expect(window.localStorage.getItem('michi.signIn')).toBe(
      'person:user:default/yuki.sato',
    );

    await identityApi?.signOut();
    expect(window.localStorage.getItem('michi.signIn')).toBeNull();
  });

  it('can be used with the keyboard alone', async () => {
    authBackend(200, session);
    const onSignInSuccess = jest.fn();
    renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
      config: config({ people: { people } }),
    });
    const first = await screen.findByRole('button', { name: /Yuki Sato/ });
    first.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('button', { name: /Emi Kobayashi/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(first).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
  });

  it('keeps the person for the next visit', async () => {
    authBackend(200, session);
    window.localStorage.setItem(
      'michi.signIn',
      'person:user:default/yuki.sato',
    );
    const onSignInSuccess = jest.fn();
    renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
      config: config({ people: { people } }),
    });
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
  });

  it('asks again where the remembered person is no longer listed', async () => {
    window.localStorage.setItem('michi.signIn', 'person:user:default/gone');
    renderInTestApp(<SignInPage onSignInSuccess={() => {}} />, {
      config: config({ people: { people } }),
    });
    expect(
      await screen.findByRole('button', { name: /Yuki Sato/ }),
    ).toBeInTheDocument();
  });

  it('says why it did not work, tries again, and leads back', async () => {
    const fetchMock = authBackend(503, {
      error: {
        name: 'ServiceUnavailableError',
        message: 'The catalog does not know user:default/yuki.sato yet.',
      },
    });
    renderInTestApp(<SignInPage onSignInSuccess={() => {}} />, {
      config: config({ people: { people } }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Yuki Sato/ }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Signing in did not work.*does not know user:default\/yuki.sato yet/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('alert');
    expect(fetchMock).toHaveBeenCalledTimes(2);
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose someone else' }),
    );
    expect(
      screen.getByRole('button', { name: /Emi Kobayashi/ }),
    ).toBeInTheDocument();
  });

  it('offers GitHub where it is configured', async () => {
    const github = {
      getBackstageIdentity: jest.fn().mockResolvedValue({
        ...session.backstageIdentity,
      }),
      getProfile: jest.fn().mockResolvedValue(session.profile),
      signOut: jest.fn(),
    };
    const onSignInSuccess = jest.fn<void, [IdentityApi]>();
    renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
      config: config({ github: { development: { clientId: 'id' } } }),
      apis: [[githubAuthApiRef, github as any]],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in with GitHub' }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    expect(github.getBackstageIdentity).toHaveBeenCalledWith({
      instantPopup: true,
    });
    expect(window.localStorage.getItem('michi.signIn')).toBe('github');
  });

  it('says what to configure where there is no way to sign in', async () => {
    renderInTestApp(<SignInPage onSignInSuccess={() => {}} />, {
      config: config({}),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /No way to sign in is configured.*auth.providers.github/,
    );
  });
});
