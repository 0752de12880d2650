import type { Difference } from '@michi/plugin-deploy-status-common';
import { act, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  application,
  deployment,
  found,
  instance,
} from '../__testUtils__/builders';
import { environmentRows, renderPage } from '../__testUtils__/renderPage';

// Each of these tests is a whole visit, on a machine that may be busy.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });

const now = Date.now();
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

const images = (tag: string) => [{ name: 'ghcr.io/hanabi/blog-api', tag }];

const ahead: Difference = {
  ahead: 'staging',
  behind: 'production',
  state: 'ahead',
  commits: 2,
  newest: [
    {
      id: 'a'.repeat(40),
      message: 'Cache the index of posts',
      author: 'Miho Tanaka <miho@hanabi.example>',
      committedAt: ago(90),
      url: 'https://github.example/hanabi/blog-api/commit/aaaaaaa',
    },
    { id: 'b'.repeat(40), message: 'Log slow queries' },
  ],
  url: 'https://github.example/hanabi/blog-api/compare/b...a',
};

describe('the tab of a service', () => {
  it('answers first: what runs where, and what waits for production', async () => {
    renderPage({
      status: () =>
        found([
          application('staging', { images: images('0.1.43') }),
          application('production', { deployedAt: ago(3000) }),
        ]),
      differences: () => [ahead],
    });
    expect(
      await screen.findByText(/Runs 0.1.42 in production, deployed/),
    ).toHaveTextContent(/staging is 2 commits ahead of production\./);
  });

  it('says which change waits for production', async () => {
    renderPage({
      status: () =>
        found([
          application('production', {
            sync: 'OutOfSync',
            autoSync: false,
            waiting: [
              {
                id: 'f'.repeat(40),
                message: 'Promote blog-api 0.1.43',
                author: 'Kei Watanabe <kei@hanabi.example>',
              },
            ],
          }),
        ]),
    });
    expect(await environmentRows('production')).toHaveTextContent(
      'Git is at fffffff Promote blog-api 0.1.43 · Kei Watanabe',
    );
  });

  it('says what ends a pause', async () => {
    renderPage({
      status: () => found([application('staging', { health: 'Suspended' })]),
    });
    expect(await environmentRows('staging')).toHaveTextContent(
      /It goes on when it is resumed where it was paused\./,
    );
  });

  it('shows per environment who deployed which commit, and how long it took', async () => {
    const deployedAt = ago(60);
    renderPage({
      status: () => found([application('production', { deployedAt })]),
      deployments: () => [
        deployment('production', {
          startedAt: deployedAt,
          finishedAt: ago(59),
          healthyAt: ago(58),
          automated: false,
          startedBy: 'miho.tanaka',
        }),
      ],
    });
    const production = await environmentRows('production');
    expect(production).toHaveTextContent('0.1.42');
    expect(production).toHaveTextContent('Healthy · Synced');
    expect(production).toHaveTextContent('Retry reads from the posts index');
    expect(await within(production).findByText(/^healthy/)).toHaveTextContent(
      'healthy 2 min',
    );
    expect(production).toHaveTextContent('synced 1 min');
    expect(production).toHaveTextContent('miho.tanaka');
  });

  it('keeps the commits that the next environment lacks one click away', async () => {
    renderPage({
      status: () => found([application('staging'), application('production')]),
      differences: () => [ahead],
    });
    const staging = await environmentRows('staging');
    expect(staging).not.toHaveTextContent('Cache the index of posts');
    await userEvent.click(
      await within(staging).findByRole('button', {
        name: /^2 commits\s*ahead of production$/,
      }),
    );
    const commits = within(staging).getByRole('list', {
      name: 'Commits in staging that production lacks',
    });
    expect(commits).toHaveTextContent('Cache the index of posts');
    expect(commits).toHaveTextContent('Miho Tanaka');
    expect(
      within(staging).getByRole('link', { name: /Compare on the Git host/ }),
    ).toHaveAttribute('href', ahead.url);
  });

  it('says why a difference is not known', async () => {
    renderPage({
      status: () => found([application('staging'), application('production')]),
      differences: () => [
        {
          ahead: 'staging',
          behind: 'production',
          state: 'unknown',
          newest: [],
          problem: 'The Git host does not answer.',
        },
      ],
    });
    const staging = await environmentRows('staging');
    await userEvent.click(
      await within(staging).findByRole('button', { name: /not known/ }),
    );
    expect(staging).toHaveTextContent('The Git host does not answer.');
  });

  it('says in Japanese why a difference is not known', async () => {
    renderPage({
      language: 'ja',
      status: () => found([application('staging'), application('production')]),
      differences: () => [
        {
          ahead: 'staging',
          behind: 'production',
          state: 'unknown',
          newest: [],
          problem: 'In English.',
          problemKind: 'other-repositories',
        },
      ],
    });
    const staging = await environmentRows('staging');
    await userEvent.click(
      await within(staging).findByRole('button', { name: /不明/ }),
    );
    expect(staging).toHaveTextContent(
      'staging と production は、別々のリポジトリからデプロイされています。',
    );
    expect(staging).not.toHaveTextContent('In English');
  });

  it('follows a rollout as it goes: resources, hooks, retries', async () => {
    let done = 3;
    const { signals } = renderPage({
      status: () =>
        found([
          application('dev', {
            operation: {
              phase: 'Running',
              startedAt: ago(1.5),
              automated: true,
              retries: 1,
              progress: { done, total: 5 },
              hooks: [
                {
                  kind: 'Job',
                  name: 'migrate',
                  type: 'PreSync',
                  phase: 'Running',
                },
              ],
              message: 'waiting for completion of hook batch/Job/migrate',
            },
          }),
        ]),
    });
    const dev = await environmentRows('dev');
    expect(dev).toHaveTextContent(/Deploying for 1 min \d+ s · 1 retry/);
    expect(dev).toHaveTextContent('3 of 5 resources applied');
    expect(
      within(dev).getByRole('progressbar', {
        name: 'Applied resources in dev',
      }),
    ).toHaveAttribute('value', '3');
    expect(
      within(dev).getByRole('list', { name: 'Hooks in dev' }),
    ).toHaveTextContent('PreSync migrate Running');
    expect(dev).toHaveTextContent('waiting for completion of hook');
    done = 4;
    act(() => signals.send('dev', 'blog-api'));
    expect(
      await within(dev).findByText('4 of 5 resources applied'),
    ).toBeInTheDocument();
  });

  it('explains a failure without a visit to Argo CD', async () => {
    renderPage({
      status: () =>
        found([
          application('production', {
            health: 'Degraded',
            operation: {
              phase: 'Failed',
              startedAt: ago(3),
              finishedAt: ago(2),
              automated: false,
              startedBy: 'miho.tanaka',
              retries: 2,
              hooks: [
                {
                  kind: 'Job',
                  name: 'migrate',
                  type: 'PreSync',
                  phase: 'Failed',
                  message: 'relation "posts_v2" already exists',
                },
              ],
              message: 'one or more synchronization tasks failed',
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
    });
    const production = await environmentRows('production');
    expect(production).toHaveTextContent('Why the last deployment failed');
    const reasons = within(
      within(production).getByRole('list', { name: 'What is wrong' }),
    ).getAllByRole('listitem');
    expect(reasons.map(({ textContent }) => textContent)).toEqual([
      'PreSync migrate relation "posts_v2" already exists',
      'one or more synchronization tasks failed',
      'Deployment/blog-api exceeded its progress deadline',
    ]);
  });

  it('remembers the last failure and what mended it', async () => {
    renderPage({
      status: () => found([application('staging')]),
      deployments: () => [
        deployment('staging', { id: 'mended', startedAt: ago(60) }),
        deployment('staging', {
          id: 'failed',
          startedAt: ago(90),
          phase: 'Failed',
          images: images('0.1.41'),
          message: 'image pull failed',
        }),
      ],
    });
    const line = await screen.findByText(/^Last failure:/);
    expect(line).toHaveTextContent('0.1.41 in staging');
    expect(line).toHaveTextContent('0.1.42 succeeded 30 min later.');
    expect(line).toHaveTextContent('image pull failed');
  });

  it('calls a failure past that Git has overtaken', async () => {
    const startedAt = ago(90);
    const operation = {
      phase: 'Failed' as const,
      startedAt,
      automated: true,
      retries: 0,
      message: 'the quota is exceeded',
      hooks: [
        {
          kind: 'Job',
          name: 'migrate',
          type: 'PreSync' as const,
          phase: 'Failed' as const,
        },
      ],
    };
    renderPage({
      status: () =>
        found([application('staging', { operation, superseded: true })]),
      deployments: () => [
        deployment('staging', {
          startedAt,
          phase: 'Failed',
          images: images('0.1.43'),
          message: operation.message,
        }),
      ],
    });
    const line = await screen.findByText(/^Last failure:/);
    expect(line).toHaveTextContent('0.1.43 in staging');
    expect(line).toHaveTextContent('Git has moved to another commit since');
    expect(line).toHaveTextContent('the quota is exceeded');
    expect(
      screen.queryByText('Why the last deployment failed'),
    ).not.toBeInTheDocument();
    expect(screen.queryByLabelText('Hooks in staging')).not.toBeInTheDocument();
  });

  it('remembers what was applied and never worked as a failure', async () => {
    renderPage({
      status: () => found([application('staging')]),
      deployments: () => [
        deployment('staging', {
          id: 'mended',
          startedAt: ago(60),
          healthyAt: ago(58),
        }),
        deployment('staging', {
          id: 'degraded',
          startedAt: ago(90),
          degradedAt: ago(85),
          images: images('0.1.41'),
          message: 'successfully synced (all tasks run)',
        }),
      ],
    });
    const line = await screen.findByText(/^Last failure:/);
    expect(line).toHaveTextContent('0.1.41 in staging');
    expect(line).toHaveTextContent('0.1.42 succeeded 30 min later.');
    expect(line).toHaveTextContent('It was applied, then became Degraded');
    expect(line).not.toHaveTextContent('successfully synced');
    expect(
      screen.getByText(/^2 deployments, 1 failed, since/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /^Degraded: .*0\.1\.41 in staging/ }),
    ).toBeInTheDocument();
  });

  it('keeps why that was', async () => {
    const why = 'Deployment "blog-api" exceeded its progress deadline';
    renderPage({
      status: () => found([application('staging')]),
      deployments: () => [
        deployment('staging', { startedAt: ago(60), healthyAt: ago(58) }),
        deployment('staging', {
          id: 'degraded',
          startedAt: ago(90),
          degradedAt: ago(85),
          degradedMessage: why,
        }),
      ],
    });
    await screen.findByText(/^Last failure:/);
    expect(screen.getByText(why)).toHaveAttribute('lang', 'en');
    await userEvent.click(
      screen.getAllByRole('button', { name: /details of/ })[1]!,
    );
    expect(await screen.findAllByText(why)).toHaveLength(2);
  });

  it('keeps what is known of an instance that does not answer', async () => {
    renderPage({
      status: () =>
        found([application('production', { live: false })], {
          instances: [
            instance('production', {
              connection: 'unreachable',
              lastContactAt: ago(12),
              problem: 'No answer within 10 seconds.',
            }),
          ],
        }),
    });
    const production = await environmentRows('production');
    expect(production).toHaveTextContent('0.1.42');
    expect(production).toHaveTextContent('Argo CD does not answer.');
    expect(production).toHaveTextContent(/as of 12 min ago/);
  });

  it('has the line to add for a service without the annotation', async () => {
    renderPage({
      status: () => found([], { state: 'not-annotated', instances: [] }),
    });
    expect(
      await screen.findByText(/does not know this service’s Argo CD/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Timeline')).not.toBeInTheDocument();
  });

  it('still has the history of an Application that is gone', async () => {
    renderPage({
      status: () => found([], { state: 'missing' }),
      deployments: () => [deployment('dev', { startedAt: ago(60) })],
    });
    expect(
      await screen.findByText(/No Argo CD has an Application named/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/1 deployment, 0 failed, since/),
    ).toBeInTheDocument();
  });
});
