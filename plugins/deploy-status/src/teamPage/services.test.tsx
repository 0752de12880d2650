import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { instance, minutesAgo } from '../__testUtils__/builders';
import {
  figures,
  insights,
  place,
  serviceRow,
  serviceRows,
} from './__testUtils__/builders';
import { renderPage } from './__testUtils__/renderPage';

const failing = serviceRow('checkout', {
  owner: 'group:default/payments',
  system: 'system:default/payments',
  places: [
    place('dev', { application: 'checkout' }),
    place('production', {
      application: 'checkout',
      condition: 'degraded',
      health: 'Degraded',
      message: 'CrashLoopBackOff: exit code 1',
    }),
  ],
  attention: [
    { kind: 'failing', environment: 'production', since: minutesAgo(30) },
    { kind: 'waiting', environment: 'production' },
  ],
});
const some = [
  failing,
  serviceRow('blog-web', {
    attention: [{ kind: 'waiting', environment: 'production' }],
  }),
  serviceRow('blog-api'),
];
const answers = { services: () => serviceRows(some) };

const table = () => screen.findByRole('table');
const dataRows = async () =>
  within(await table())
    .getAllByRole('row')
    .slice(1);

describe('the services of the deployments page', () => {
  it('says first how the services are and what was deployed to production today', async () => {
    renderPage('/deployments', {
      answers: {
        ...answers,
        insights: () =>
          insights({
            figures: figures({
              failureRate: { n: 14, failed: 1, rate: 0.07, excluded: [] },
            }),
          }),
      },
    });
    const headline = await screen.findByRole('heading', { level: 1 });
    await within(headline).findByText(/14 deployments to production today/);
    expect(headline).toHaveTextContent(
      '3 services: 1 needs attention and 2 changes wait for production. 14 deployments to production today, 1 failed.',
    );
  });

  it('lists the worst first, with why, and each row leads to its service', async () => {
    renderPage('/deployments', { answers });
    const [first, , last] = await dataRows();
    expect(first).toHaveTextContent(/^checkout.*payments/);
    expect(first).toHaveTextContent(
      /Failing in production.*and 1 more.*CrashLoopBackOff: exit code 1/,
    );
    expect(last).toHaveTextContent(/^blog-api.*0\.1\.42/);
  });

  it('asks for the services of a team where the address names one', async () => {
    const { backend } = renderPage('/deployments?owner=blog', { answers });
    await table();
    expect(
      backend.requests.find(({ path }) => path.endsWith('/services'))?.body,
    ).toEqual({ owners: ['group:default/blog'] });
    expect(
      backend.requests.find(({ path }) => path.endsWith('/insights'))?.body,
    ).toMatchObject({ scope: { kind: 'team', ref: 'group:default/blog' } });
    const team = screen.getByRole('combobox', { name: 'Team' });
    await userEvent.selectOptions(
      team,
      await within(team).findByRole('option', { name: 'payments' }),
    );
    await table();
    expect(backend.lastAsked('services')).toEqual({
      owners: ['group:default/payments'],
    });
  });

  it('calls teams and systems what the catalog calls them, and finds them by that', async () => {
    renderPage('/deployments', {
      answers,
      titles: {
        'group:default/payments': 'Money Movers',
        'system:default/payments': 'Checkout and invoices',
      },
    });
    expect(await screen.findByRole('cell', { name: 'Money Movers' })).toBe(
      within((await dataRows())[0]!).getAllByRole('cell')[0],
    );
    const options = (name: string) =>
      within(screen.getByRole('combobox', { name }))
        .getAllByRole('option')
        .map(({ textContent }) => textContent);
    expect(options('Team')).toEqual(['All teams', 'blog', 'Money Movers']);
    expect(options('System')).toEqual([
      'All systems',
      'blogging',
      'Checkout and invoices',
    ]);
    await userEvent.keyboard('/movers');
    expect(await screen.findByText('1 of 3 services')).toBeInTheDocument();
  });

  it('searches with the key /', async () => {
    renderPage('/deployments', { answers });
    await table();
    await userEvent.keyboard('/');
    const search = screen.getByRole('searchbox', { name: 'Search services' });
    expect(search).toHaveFocus();
    await userEvent.keyboard('blog WEB');
    expect(await screen.findByText('1 of 3 services')).toBeInTheDocument();
    expect(await dataRows()).toHaveLength(1);
    await userEvent.keyboard('x');
    expect(
      await screen.findByText('No service fits these filters'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await dataRows()).toHaveLength(3);
    expect(search).toHaveValue('');
  });

  it('filters by what to know, system and environment, as the address says', async () => {
    renderPage(
      '/deployments?attention=waiting&system=system:default/blogging',
      { answers },
    );
    expect(await dataRows()).toHaveLength(1);
    const waiting = screen.getByRole('button', { name: /Change waiting 2/ });
    expect(waiting).toHaveAttribute('aria-pressed', 'true');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'System' }),
      'All systems',
    );
    expect(await screen.findByText('2 of 3 services')).toBeInTheDocument();
    await userEvent.click(waiting);
    expect(await screen.findByText('3 services')).toBeInTheDocument();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Environment' }),
      'staging',
    );
    expect(await screen.findByText('2 of 3 services')).toBeInTheDocument();
  });

  it('keeps filters by name, and forgets them on request', async () => {
    renderPage('/deployments', { answers });
    await userEvent.click(
      await screen.findByRole('button', { name: /Failing 1/ }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save these filters' }),
    );
    await userEvent.keyboard('On fire{Enter}');
    const link = await screen.findByRole('link', { name: 'On fire' });
    expect(link).toHaveAttribute('aria-current', 'true');
    await userEvent.click(screen.getByRole('button', { name: /Failing 1/ }));
    expect(await dataRows()).toHaveLength(3);
    await userEvent.click(link);
    expect(await dataRows()).toHaveLength(1);
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Remove the saved filters “On fire”',
      }),
    );
    expect(
      screen.queryByRole('link', { name: 'On fire' }),
    ).not.toBeInTheDocument();
  });

  it('keeps the team with the filters', async () => {
    renderPage('/deployments?owner=payments&environment=production', {
      answers,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save these filters' }),
    );
    await userEvent.keyboard('Ours{Enter}');
    const ours = () => screen.findByRole('link', { name: 'Ours' });
    expect(await ours()).toHaveAttribute('aria-current', 'true');
    const team = screen.getByRole('combobox', { name: 'Team' });
    await userEvent.selectOptions(team, 'All teams');
    expect(await ours()).not.toHaveAttribute('aria-current');
    await userEvent.click(await ours());
    expect(await ours()).toHaveAttribute('aria-current', 'true');
    expect(team).toHaveValue('group:default/payments');
    expect(screen.getByRole('combobox', { name: 'Environment' })).toHaveValue(
      'production',
    );
  });

  it('goes from row to row with the arrow keys', async () => {
    renderPage('/deployments', { answers });
    const [first, second, third] = await within(await table()).findAllByRole(
      'link',
    );
    first?.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(second).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(third).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(first).toHaveFocus();
  });

  it('is scrolled by keyboard where it is wider than there is room', async () => {
    renderPage('/deployments', { answers });
    await table();
    const region = screen.getByRole('region', { name: /^Services/ });
    region.focus();
    expect(region).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveFocus();
  });

  it('names the instances that do not answer, with the cause and the next attempt', async () => {
    renderPage('/deployments', {
      answers: {
        services: () =>
          serviceRows(
            [
              serviceRow('blog-api', {
                places: [place('production', { live: false })],
                attention: [{ kind: 'unknown', environment: 'production' }],
              }),
            ],
            {
              instances: [
                instance('production', {
                  connection: 'unreachable',
                  problem: 'connect ECONNREFUSED.',
                  lastContactAt: minutesAgo(10),
                  nextAttemptAt: new Date(Date.now() + 60_000).toISOString(),
                }),
              ],
            },
          ),
      },
    });
    expect(
      await screen.findByText(/Argo CD does not answer\./),
    ).toHaveTextContent(/ECONNREFUSED.*Last known state.*Next attempt/);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(
      '1 service: 1 is unknown.',
    );
  });

  it.each([
    [
      'nobody has services',
      { services: () => serviceRows([]) },
      'There are no services yet',
    ],
    [
      'no Argo CD is configured',
      { services: () => serviceRows(some, { instances: [] }) },
      'No Argo CD is configured',
    ],
    [
      'one may not see them',
      { services: problem(403, 'No.') },
      'You may not see this',
    ],
    [
      'some are withheld',
      { services: () => serviceRows(some, { denied: 2 }) },
      '2 services are left out: you may not see them. Their owners can give you access.',
    ],
  ])('says what to do where %s', async (_, given, text) => {
    renderPage('/deployments', { answers: given });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('tries again after an error, and loads again after a signal', async () => {
    const { backend, signals } = renderPage('/deployments?owner=blog', {
      answers: { services: problem(503, 'The database does not answer.') },
    });
    expect(
      await screen.findByText('The database does not answer.'),
    ).toBeInTheDocument();
    backend.answers.services = () => serviceRows([serviceRow('blog-api')]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await dataRows()).toHaveLength(1);
    backend.answers.services = answers.services;
    signals.send('dev', 'checkout');
    expect(
      await screen.findByText(/3 services: 1 needs/, undefined, {
        timeout: 3000,
      }),
    ).toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    renderPage('/deployments', { answers, language: 'ja' });
    expect(
      await screen.findByText(/サービス 3 件：要対応 1 件/),
    ).toBeInTheDocument();
    const [first] = await dataRows();
    expect(first).toHaveTextContent('production：異常');
  });
});
