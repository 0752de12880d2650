import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../../__testUtils__/backend';
import { application, deployment } from '../../__testUtils__/builders';
import { component } from '../../__testUtils__/entities';
import {
  annotated,
  healthy,
  renderHome,
  statusOf,
} from '../../__testUtils__/renderHome';

const servicesTable = () => screen.findByRole('region', { name: /services/i });

describe('the home page', () => {
  it('greets by name and says how the person’s services are', async () => {
    renderHome();
    const headline = await screen.findByRole('heading', { level: 1 });
    expect(
      await within(headline).findByText('Both of your services are healthy.'),
    ).toBeVisible();
    expect(headline).toHaveTextContent(
      /^Good (morning|afternoon|evening), Yuki\. Both/,
    );
  });

  it('has one row per service, those in trouble first, each a link', async () => {
    renderHome({
      statuses: () => ({
        statuses: [
          statusOf('blog-api', application('dev')),
          statusOf(
            'blog-web',
            application('dev'),
            application('production', { health: 'Degraded' }),
          ),
        ],
        denied: 0,
      }),
    });
    expect(
      await screen.findByText(/1 of your 2 services needs attention\./),
    ).toBeInTheDocument();
    const rows = within(await servicesTable())
      .getAllByRole('row')
      .slice(1);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent(/^blog-web.*Degraded in production$/);
    const link = within(await servicesTable()).getByRole('link', {
      name: 'blog-web',
    });
    expect(link).toHaveAttribute('href', '/catalog/default/component/blog-web');
  });

  it('scrolls the services by keyboard where they are wider than there is room', async () => {
    renderHome();
    const area = await screen.findByRole('group', { name: 'My services' });
    expect(within(area).getByRole('table')).toBeVisible();
    area.focus();
    expect(area).toHaveFocus();
    await userEvent.tab();
    expect(within(area).getAllByRole('link')[0]).toHaveFocus();
  });

  it.each([
    ['en', 1, 'Your service needs attention.'],
    ['en', 2, 'Both of your services need attention.'],
    ['en', 3, 'All 3 of your services need attention.'],
    ['ja', 1, '担当サービスに対応が必要です。'],
    ['ja', 2, '担当サービスは 2 件とも対応が必要です。'],
    ['ja', 3, '担当サービス 3 件すべてに対応が必要です。'],
  ] as const)(
    'counts naturally in %s where all of %i are in trouble',
    async (language, count, sentence) => {
      const names = ['blog-api', 'blog-web', 'blog-editor'].slice(0, count);
      renderHome({
        language,
        entities: names.map(name => annotated(name, 'blog')),
        statuses: () => ({
          statuses: names.map(name =>
            statusOf(name, application('dev', { health: 'Degraded' })),
          ),
          denied: 0,
        }),
      });
      const headline = await screen.findByRole('heading', { level: 1 });
      expect(
        await within(headline).findByText(text => text.includes(sentence)),
      ).toBeInTheDocument();
    },
  );

  it('shows everyone’s services to those who own none, and on request', async () => {
    renderHome({ groups: ['group:default/leadership'] });
    expect(
      await screen.findByText(/3 services: 3 healthy\./),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('region', { name: 'All services' }),
    ).toHaveTextContent('checkout');
  });

  it('leads from one’s own to all services and back', async () => {
    renderHome();
    await userEvent.click(
      await screen.findByRole('link', { name: 'Show all services' }),
    );
    expect(
      await screen.findByRole('region', { name: 'All services' }),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('link', { name: 'Show mine (2)' }),
    );
    expect(
      await screen.findByRole('region', { name: 'My services' }),
    ).toBeInTheDocument();
  });

  it('leads to the deployments of the team, and of everyone', async () => {
    renderHome();
    expect(
      await screen.findByRole('link', { name: 'Team’s deployments' }),
    ).toHaveAttribute('href', '/deployments?owner=group%3Adefault%2Fblog');
    await userEvent.click(
      screen.getByRole('link', { name: 'Show all services' }),
    );
    expect(
      await screen.findByRole('link', { name: 'All deployments' }),
    ).toHaveAttribute('href', '/deployments');
  });

  it('names what it cannot know', async () => {
    renderHome({
      entities: [component('bare', 'blog'), annotated('secret', 'blog')],
      statuses: () => ({
        statuses: [
          {
            entityRef: 'component:default/bare',
            state: 'not-annotated',
            applications: [],
            instances: [],
          },
        ],
        denied: 1,
      }),
    });
    expect(
      await screen.findByText(/Not connected to Argo CD/),
    ).toBeInTheDocument();
    expect(screen.getByText('You may not see its state')).toBeInTheDocument();
    expect(
      screen.getByText(/Your 2 services: 2 unknown\./),
    ).toBeInTheDocument();
  });

  it('shows an organisation without services the way to the first', async () => {
    renderHome({ entities: [] });
    const region = await servicesTable();
    expect(
      await within(region).findByText('There are no services yet.'),
    ).toBeInTheDocument();
    expect(
      within(region).getByRole('button', { name: 'Create service' }),
    ).toHaveAttribute('href', '/create');
  });

  it('says what failed and tries again', async () => {
    const backend = renderHome({ statuses: problem(500, 'Broken.') });
    expect(await screen.findByText('Broken.')).toBeInTheDocument();
    expect(
      screen.getByText(/state of your services could not be loaded/),
    ).toBeInTheDocument();
    backend.answers.statuses = healthy;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/Both of your services are healthy\./),
    ).toBeInTheDocument();
  });

  it('counts today’s deployments with the failed ones, as a chart and as a table', async () => {
    const backend = renderHome({
      deployments: () => ({
        deployments: [
          deployment('production', {
            phase: 'Failed',
            message: 'PreSync hook exited 1',
            startedAt: new Date().toISOString(),
          }),
          deployment('dev', { startedAt: new Date().toISOString() }),
        ],
        total: 2,
        failed: 1,
        denied: 1,
      }),
    });
    expect(
      await screen.findByText('2 deployments, 1 failed'),
    ).toBeInTheDocument();
    const today = screen.getByRole('region', { name: 'Today' });
    expect(within(today).getByRole('img')).toHaveAccessibleName(
      /Deployments today by environment/,
    );
    // A link among text shows without colours that it is one.
    expect(
      within(today).getByRole('link', {
        name: /^Failed: blog-api in production/,
      }),
    ).toHaveStyle({ textDecoration: 'underline' });
    expect(today).toHaveTextContent('PreSync hook exited 1');
    expect(today).toHaveTextContent('1 service is left out');
    // One row for each, and the head.
    const table = within(today).getByRole('table', { hidden: true });
    expect(within(table).getAllByRole('row', { hidden: true })).toHaveLength(3);
    const asked = backend.requests.find(({ path }) =>
      path.endsWith('/deployments'),
    );
    expect(asked?.body).toMatchObject({
      entityRefs: ['component:default/blog-api', 'component:default/blog-web'],
    });
  });

  it('says so when nothing was deployed today', async () => {
    renderHome();
    expect(
      await screen.findByText('No deployments today so far.'),
    ).toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    renderHome({ language: 'ja' });
    expect(
      await screen.findByText('担当サービスは 2 件とも正常です。'),
    ).toBeVisible();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(
      /^Yuki Sato さん、/,
    );
    expect(
      await screen.findByText('今日のデプロイはまだありません。'),
    ).toBeInTheDocument();
  });
});
