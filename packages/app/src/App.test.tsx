import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import homePlugin from '@backstage/plugin-home/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import settingsPlugin from '@backstage/plugin-user-settings/alpha';
import { ConfigReader } from '@backstage/config';
import deployStatusPlugin from '@michi/plugin-deploy-status';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { features } from './App';

const person = {
  userEntityRef: 'user:default/yuki.sato',
  name: 'Yuki Sato',
  role: 'Developer, first week',
};

const config = ConfigReader.fromConfigs([
  {
    context: 'test',
    data: {
      app: { title: 'Michi', baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
      organization: { name: 'Hanabi Media' },
      auth: { providers: { people: { people: [person] } } },
    },
  },
]);

const blogApi = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'blog-api',
    namespace: 'default',
    annotations: { 'argocd/app-name': 'blog-api' },
  },
  spec: { type: 'service' },
};

/** What the backend answers, by the end of the path. */
const answers: [RegExp, unknown][] = [
  [
    /\/auth\/people\/refresh$/,
    {
      profile: { displayName: person.name },
      providerInfo: {},
      backstageIdentity: {
        token: `x.${window.btoa(JSON.stringify({ exp: 4_000_000_000 }))}.x`,
        identity: {
          type: 'user',
          userEntityRef: person.userEntityRef,
          ownershipEntityRefs: ['group:default/blog'],
        },
      },
    },
  ],
  [/\/entities\/by-query$/, { items: [blogApi], totalItems: 1, pageInfo: {} }],
  [
    /\/deploy-status\/v1\/statuses$/,
    {
      statuses: [
        {
          entityRef: 'component:default/blog-api',
          state: 'not-configured',
          applications: [],
          instances: [],
        },
      ],
      denied: 0,
    },
  ],
  [
    /\/deploy-status\/v1\/deployments$/,
    { deployments: [], total: 0, failed: 0, denied: 0 },
  ],
];

function startApp(path: string) {
  window.history.replaceState({}, '', path);
  jest.spyOn(global, 'fetch').mockImplementation(async (input, init) => {
    const { pathname } = new URL(new Request(input, init).url);
    const answer = answers.find(([pattern]) => pattern.test(pathname));
    return new Response(JSON.stringify(answer?.[1] ?? {}), {
      status: answer ? 200 : 404,
      headers: { 'content-type': 'application/json' },
    });
  });
  const app = createApp({
    features: [
      catalogPlugin,
      homePlugin,
      scaffolderPlugin,
      searchPlugin,
      apiDocsPlugin,
      settingsPlugin,
      deployStatusPlugin,
      ...features,
    ],
    advanced: { configLoader: async () => ({ config }) },
  });
  render(app.createRoot());
}

describe('the app', () => {
  afterEach(() => jest.restoreAllMocks());

  it('signs in, greets on the first page and offers the way to create a service', async () => {
    startApp('/');
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: /Yuki Sato/ },
        { timeout: 20_000 },
      ),
    );
    expect(
      await screen.findByRole(
        'heading',
        { level: 1, name: /Good .*, Yuki\./ },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Create service' }),
    ).toHaveAttribute('href', '/create/templates/default/go-service');
    expect(
      await screen.findByRole('region', { name: 'My services' }),
    ).toBeInTheDocument();

    const links = (await screen.findAllByRole('link')).map(link =>
      link.getAttribute('href'),
    );
    expect(links).toEqual(
      expect.arrayContaining(['/', '/catalog', '/create', '/settings']),
    );
    // The sidebar's search is enough; Backstage's own widgets are off.
    expect(screen.queryByText('Random Joke')).not.toBeInTheDocument();
  }, 60_000);

  it('opens the search with the key /', async () => {
    window.localStorage.setItem(
      'michi.signIn',
      `person:${person.userEntityRef}`,
    );
    startApp('/');
    await screen.findByRole(
      'heading',
      { level: 1, name: /Good/ },
      { timeout: 20_000 },
    );
    await userEvent.keyboard('/');
    const dialog = await screen.findByRole('dialog', {}, { timeout: 20_000 });
    expect(within(dialog).getByRole('textbox')).toBeInTheDocument();
  }, 60_000);

  it('follows the language that was chosen, down to the document', async () => {
    window.localStorage.setItem('language', 'ja');
    startApp('/');
    expect(
      await screen.findByText(
        'どなたとして使いますか',
        {},
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
    expect(document.documentElement.lang).toBe('ja');
  }, 60_000);
});
