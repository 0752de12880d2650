import { act, screen, within } from '@testing-library/react';
import { application, found, instance } from '../__testUtils__/builders';
import { environment, renderCard } from '../__testUtils__/renderCard';

const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

describe('DeploymentsCard', () => {
  it('says in its first line what runs where', async () => {
    renderCard(() => found([application('dev', { deployedAt: ago(2) })]));
    expect(
      await screen.findByText(/Runs 0.1.42 in dev, deployed/),
    ).toHaveTextContent(
      /deployed 2 min ago.*Not in staging or production yet\./,
    );
    expect(screen.getByText('Live')).toBeInTheDocument();
  });

  it('shows version, state, commit and the way to Argo CD per environment', async () => {
    renderCard(() =>
      found([
        application('dev'),
        application('production', {
          operation: {
            phase: 'Succeeded',
            startedAt: ago(60),
            finishedAt: ago(59),
            startedBy: 'miho.tanaka',
            automated: false,
            retries: 0,
            hooks: [],
          },
        }),
      ]),
    );
    const dev = await environment('dev');
    expect(dev).toHaveTextContent('0.1.42');
    expect(dev).toHaveTextContent('Healthy · Synced');
    expect(dev).toHaveTextContent('Retry reads from the posts index once');
    expect(dev).toHaveTextContent('Miho Tanaka');
    expect(
      within(dev).getByRole('link', { name: /Commit 9f3b2c1/ }),
    ).toHaveAttribute(
      'href',
      'https://github.example/hanabi/blog-api/commit/9f3b2c1',
    );
    expect(
      within(dev).getByRole('link', {
        name: /Open blog-api in Argo CD of dev/,
      }),
    ).toHaveAttribute(
      'href',
      'https://argocd-dev.example/applications/argocd/blog-api',
    );
    expect(await environment('production')).toHaveTextContent('by miho.tanaka');
    expect(await environment('staging')).toHaveTextContent('Not deployed here');
  });

  it('shows as healthy what runs where Git has overtaken a failed deployment', async () => {
    renderCard(() =>
      found([
        application('production', {
          superseded: true,
          operation: {
            phase: 'Failed',
            startedAt: ago(60),
            finishedAt: ago(59),
            startedBy: 'miho.tanaka',
            automated: false,
            retries: 0,
            hooks: [],
            message: 'the quota is exceeded',
          },
        }),
      ]),
    );
    const production = await environment('production');
    expect(production).toHaveTextContent('Healthy · Synced');
    expect(production).not.toHaveTextContent('the quota is exceeded');
    expect(production).not.toHaveTextContent('by miho.tanaka');
  });

  it('counts while a deployment runs', async () => {
    renderCard(() =>
      found([
        application('dev', {
          operation: {
            phase: 'Running',
            startedAt: ago(1.5),
            automated: true,
            retries: 1,
            hooks: [],
            message: 'waiting for healthy state of Deployment/blog-api',
          },
        }),
      ]),
    );
    const dev = await environment('dev');
    expect(dev).toHaveTextContent(/Deploying for 1 min 3\d s · 1 retry/);
    expect(dev).toHaveTextContent('waiting for healthy state');
    expect(await screen.findByText(/Deploying to dev for/)).toBeInTheDocument();
  });

  it('says what is wrong in Argo CD’s words', async () => {
    renderCard(() =>
      found([
        application('production', {
          health: 'Degraded',
          operation: {
            phase: 'Failed',
            startedAt: ago(3),
            finishedAt: ago(2),
            automated: false,
            retries: 5,
            hooks: [],
            message: 'PreSync hook "migrate" exited 1',
          },
          troubles: [
            {
              group: 'apps',
              kind: 'Deployment',
              name: 'blog-api',
              health: 'Degraded',
              message: 'exceeded its progress deadline',
            },
          ],
        }),
      ]),
    );
    expect(
      await screen.findByText('Degraded in production.'),
    ).toBeInTheDocument();
    const reasons = within(await environment('production')).getByRole('list', {
      name: 'What is wrong',
    });
    expect(reasons).toHaveTextContent('PreSync hook "migrate" exited 1');
    expect(reasons).toHaveTextContent(
      'Deployment/blog-api exceeded its progress deadline',
    );
  });

  it('says what Argo CD cannot do where it cannot compare with Git', async () => {
    renderCard(() =>
      found([
        application('dev', {
          images: [],
          revisions: [],
          sync: 'Unknown',
          conditions: [
            { type: 'ComparisonError', message: 'app path does not exist' },
          ],
        }),
      ]),
    );
    expect(
      await screen.findByText('Argo CD cannot compare dev with Git.'),
    ).toBeInTheDocument();
    const dev = await environment('dev');
    expect(dev).toHaveTextContent('Git check failed · Healthy');
    expect(dev).toHaveTextContent('ComparisonError: app path does not exist');
  });

  it('names all resources that say the same once', async () => {
    const message = 'exceeded its progress deadline';
    renderCard(() =>
      found([
        application('dev', {
          health: 'Degraded',
          troubles: ['Deployment', 'Application'].map(kind => ({
            group: 'example',
            kind,
            name: 'blog-api',
            health: 'Degraded' as const,
            message,
          })),
        }),
      ]),
    );
    const reasons = within(await environment('dev')).getAllByRole('listitem');
    expect(reasons.map(reason => reason.textContent)).toEqual([
      `Deployment/blog-api and Application/blog-api ${message}`,
    ]);
  });

  it('keeps the last known state of an instance that does not answer', async () => {
    renderCard(() =>
      found(
        [
          application('dev'),
          application('production', { live: false, health: 'Degraded' }),
        ],
        {
          instances: [
            instance('dev'),
            instance('staging', {
              connection: 'unauthorized',
              problem: 'The token has expired.',
            }),
            instance('production', {
              connection: 'unreachable',
              lastContactAt: ago(12),
              problem: 'No answer within 10 seconds.',
              nextAttemptAt: new Date(Date.now() + 42_000).toISOString(),
            }),
          ],
        },
      ),
    );
    const production = await environment('production');
    expect(production).toHaveTextContent('0.1.42');
    expect(production).toHaveTextContent('Argo CD does not answer.');
    expect(production).toHaveTextContent('No answer within 10 seconds.');
    expect(production).toHaveTextContent(/as of 12 min ago/);
    expect(production).toHaveTextContent(/Next attempt in \d+ s/);
    expect(production.querySelector('[data-tone="unknown"]')).not.toBeNull();
    expect(await environment('staging')).toHaveTextContent(
      'Argo CD refuses the portal’s token. The platform team must renew it. The token has expired.',
    );
    expect(
      screen.getByText(/No contact with staging and production/),
    ).toBeInTheDocument();
  });

  it('does not alarm about what waits for its first deployment', async () => {
    renderCard(() =>
      found([
        application('dev'),
        application('production', {
          deployedAt: undefined,
          operation: undefined,
          images: [],
          revisions: [],
          health: 'Missing',
          sync: 'OutOfSync',
          autoSync: false,
        }),
      ]),
    );
    const production = await environment('production');
    expect(production).toHaveTextContent(
      'Not deployed yet; it waits for a person to sync it.',
    );
    expect(
      within(production).getByRole('link', { name: /in Argo CD/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Not in staging or production yet\./),
    ).toBeInTheDocument();
  });

  it('says so when healthy does not cover KubeVela', async () => {
    renderCard(() =>
      found([application('dev', { healthIgnoresKubeVela: true })]),
    );
    expect(
      await screen.findByText(
        /^In dev, Argo CD has no health check for KubeVela Applications/,
      ),
    ).toBeInTheDocument();
  });

  it('updates on a signal about its Application, keeping what is there', async () => {
    let tag = '0.1.42';
    const { backend, signals } = renderCard(() =>
      found([application('dev', { images: [{ name: 'x/blog-api', tag }] })]),
    );
    expect(await environment('dev')).toHaveTextContent('0.1.42');
    const before = backend.requests.length;
    tag = '0.1.43';
    act(() => signals.send('dev', 'checkout'));
    act(() => signals.send('dev', 'blog-api'));
    expect(await screen.findByText('0.1.43')).toBeInTheDocument();
    expect(backend.requests.length).toBe(before + 1);
  });

  it('leads to the tab with all deployments', async () => {
    renderCard(() => found([application('dev')]), { withTab: true });
    expect(
      await screen.findByRole('link', { name: 'All deployments' }),
    ).toHaveAttribute('href', '/deployments');
  });

  it('leads nowhere where the tab is switched off', async () => {
    renderCard(() => found([application('dev')]));
    expect(await environment('dev')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'All deployments' }),
    ).not.toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    renderCard(() => found([application('dev', { deployedAt: ago(2) })]), {
      language: 'ja',
    });
    expect(
      await screen.findByText(/dev で 0.1.42 が動いています/),
    ).toHaveTextContent(
      /2分前.*staging、production にはまだデプロイされていません。/,
    );
    expect(await environment('dev')).toHaveTextContent('正常 · 同期済み');
    expect(
      screen.getByRole('columnheader', { name: 'バージョン' }),
    ).toBeInTheDocument();
  });
});
