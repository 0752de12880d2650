import {
  configure,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { application, deployment, found } from '../__testUtils__/builders';
import {
  renderPage,
  timelineRows,
  timelineTable,
} from '../__testUtils__/renderPage';

// Each of these tests is a whole visit, on a machine that may be busy.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });

const HOUR = 60;
const now = Date.now();
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const images = (tag: string) => [{ name: 'ghcr.io/hanabi/blog-api', tag }];
const status = () => found([application('dev'), application('production')]);

const good = deployment('dev', {
  id: 'good',
  startedAt: ago(HOUR),
  finishedAt: ago(HOUR - 1),
  healthyAt: ago(HOUR - 2),
  imagesBefore: images('0.1.41'),
  revisions: [
    {
      id: '9f3b2c1d0a4b7e6c8f90123456789012345678ab',
      message: 'Retry reads once',
      author: 'Miho Tanaka',
      url: 'https://github.example/hanabi/blog-api/commit/9f3b2c1d0a4b',
    },
  ],
});
const failed = deployment('production', {
  id: 'failed',
  startedAt: ago(3 * HOUR),
  finishedAt: ago(3 * HOUR - 5),
  phase: 'Failed',
  automated: false,
  startedBy: 'miho.tanaka',
  retries: 1,
  images: images('0.1.40'),
  message: 'one or more tasks failed',
  reason: 'The release of November',
  hooks: [
    {
      kind: 'Job',
      name: 'migrate',
      type: 'PreSync',
      phase: 'Failed',
      message: 'relation "posts_v2" already exists',
    },
  ],
  attempts: [
    {
      number: 1,
      phase: 'Failed',
      finishedAt: ago(3 * HOUR - 2),
      message: 'connection refused',
    },
    { number: 2, phase: 'Failed', finishedAt: ago(3 * HOUR - 5) },
  ],
});
const rolledBack = deployment('production', {
  id: 'rolled-back',
  startedAt: ago(2 * HOUR),
  rollback: true,
});
const old = deployment('dev', { id: 'old', startedAt: ago(40 * 24 * HOUR) });
const deployments = () => [good, failed, rolledBack, old];

const toggle = (group: string, name: string) =>
  within(screen.getByRole('group', { name: group })).getByRole('button', {
    name,
  });

describe('the timeline of deployments', () => {
  it('says what it comes to, and lists the newest first', async () => {
    renderPage({ status, deployments });
    expect(
      await screen.findByText(/3 deployments, 1 failed, since \d+ \w+/),
    ).toBeInTheDocument();
    const rows = await timelineRows();
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(
        /dev.*Succeeded.*0\.1\.42.*auto-sync.*1 min.*2 min/,
      ),
      expect.stringMatching(/production.*Rolled back/),
      expect.stringMatching(/production.*Failed.*0\.1\.40.*miho\.tanaka/),
    ]);
  });

  it('leads to the commit, its CI run and Argo CD', async () => {
    renderPage({ status, deployments });
    const [row] = await timelineRows();
    if (!row) throw new Error('There is no row');
    const link = (name: RegExp) => within(row).getByRole('link', { name });
    expect(link(/^Commit 9f3b2c1/)).toHaveAttribute(
      'href',
      'https://github.example/hanabi/blog-api/commit/9f3b2c1d0a4b',
    );
    expect(link(/^CI run of commit/)).toHaveAttribute(
      'href',
      'https://github.example/hanabi/blog-api/commit/9f3b2c1d0a4b/checks',
    );
    expect(link(/^Open blog-api in Argo CD/)).toBeInTheDocument();
  });

  it('narrows to failures, an environment and a period, as the address says', async () => {
    const { backend } = renderPage({
      status,
      deployments,
      search: '?only=failed&environment=production&days=7',
    });
    expect(await screen.findByText(/1 failed deployment since/)).toBeVisible();
    expect(toggle('Results', 'Failed')).toHaveAttribute('aria-pressed', 'true');
    expect(toggle('Environments', 'production')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(await timelineRows()).toHaveLength(1);
    expect(backend.lastAsked('deployments')).toMatchObject({
      environments: ['production'],
      only: 'failed',
    });
    await userEvent.click(toggle('Results', 'Rollbacks'));
    expect(await screen.findByText(/1 rollback since/)).toBeInTheDocument();
    await userEvent.click(toggle('Environments', 'All'));
    await userEvent.click(toggle('Results', 'All'));
    await userEvent.click(toggle('Period', '90 days'));
    expect(
      await screen.findByText(/4 deployments, 1 failed, since/),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(backend.lastAsked('deployments')).toEqual({
        entityRefs: ['component:default/blog-api'],
        limit: 200,
        since: expect.any(String),
      }),
    );
  });

  it('opens a deployment: attempts, hooks, images, reason and message', async () => {
    renderPage({ status, deployments });
    await userEvent.click(
      within(await timelineTable()).getByRole('button', {
        name: /details of 0.1.40 in production$/,
      }),
    );
    const table = await timelineTable();
    expect(table).toHaveTextContent('one or more tasks failed');
    expect(table).toHaveTextContent('The release of November');
    expect(table).toHaveTextContent('PreSync migrate Failed');
    expect(table).toHaveTextContent('relation "posts_v2" already exists');
    expect(table).toHaveTextContent(
      'Attempt 1: Failed after 2 min – connection refused',
    );
    expect(table).toHaveTextContent(
      'ghcr.io/hanabi/blog-api not known → 0.1.40',
    );
  });

  it('opens the deployment that the address names', async () => {
    renderPage({ status, deployments, search: '?deployment=good' });
    expect(
      await screen.findByText('0.1.41 → 0.1.42', { exact: false }),
    ).toBeInTheDocument();
  });

  it('scrolls both tables by keyboard where they are wider than there is room', async () => {
    renderPage({ status, deployments });
    await timelineTable();
    for (const [area, table] of [
      ['Deployments', 'Environments'],
      ['Deployments, newest first', 'Deployments, newest first'],
    ]) {
      const scrolled = screen.getByRole('group', { name: area });
      expect(
        within(scrolled).getByRole('table', { name: table }),
      ).toBeInTheDocument();
      scrolled.focus();
      expect(scrolled).toHaveFocus();
    }
  });

  it('says so where the deployment of the address is not among these', async () => {
    renderPage({ status, deployments, search: '?deployment=old' });
    expect(
      await screen.findByText(/The deployment that the address names is not/),
    ).toBeInTheDocument();
  });

  it('draws each deployment with what a reader hears, reachable by keys', async () => {
    const user = userEvent.setup();
    renderPage({ status, deployments });
    const chart = await screen.findByRole('group', {
      name: /Deployments by environment and time/,
    });
    const marks = within(chart).getAllByRole('button');
    expect(marks.map(mark => mark.getAttribute('aria-label'))).toEqual([
      expect.stringMatching(/^Succeeded: Details of 0.1.42 in dev, /),
      expect.stringMatching(/^Rolled back: Details of 0.1.42 in production, /),
      expect.stringMatching(/^Failed: Details of 0.1.40 in production, /),
    ]);
    expect(marks.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    marks[0]?.focus();
    await user.keyboard('{ArrowDown}{ArrowLeft}');
    expect(document.activeElement).toBe(marks[2]);
    const tip = screen.getByRole('tooltip');
    expect(tip).toHaveTextContent('0.1.40');
    expect(tip).toHaveTextContent('by miho.tanaka');
    expect(tip).toHaveTextContent('one or more tasks failed');
    await user.keyboard('{Enter}');
    expect(await timelineTable()).toHaveTextContent('The release of November');
  });

  it('says that there is nothing yet, and offers a longer look', async () => {
    renderPage({ status, deployments: () => [old] });
    expect(await screen.findByText(/No deployments since/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all of the last 2 years' }),
    );
    expect(await screen.findByText(/1 deployment, 0 failed/)).toBeVisible();
    // The button said how long a look that is.
    expect(screen.getByRole('button', { name: '2 years' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('loads more on request', async () => {
    const many = Array.from({ length: 201 }, (_, index) =>
      deployment('dev', {
        id: `${index}`,
        startedAt: ago(HOUR + index),
        images: images(`0.1.${1000 - index}`),
      }),
    );
    renderPage({ status, deployments: () => many });
    expect(
      await screen.findByText('200 of 201 deployments are shown.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('0.1.800')).not.toBeInTheDocument();
    // By text: asking for roles takes long among so many.
    fireEvent.click(screen.getByText('Load more'));
    expect(await screen.findByText('0.1.800')).toBeInTheDocument();
    expect(screen.queryByText('Load more')).not.toBeInTheDocument();
  });

  it('keeps the environments in sight when the ledger cannot be read', async () => {
    const { backend } = renderPage({
      status,
      answers: { deployments: problem(503, 'The database is away.') },
    });
    const [alert] = await screen.findAllByText(
      'The timeline could not be loaded',
    );
    expect(alert).toBeInTheDocument();
    expect(
      screen.getByRole('rowheader', { name: 'production' }),
    ).toBeInTheDocument();
    expect(backend.requests.length).toBeGreaterThan(0);
  });

  it('exports what fits the filter', async () => {
    const files: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (file: Blob) => {
        files.push(file);
        return 'blob:file';
      },
      revokeObjectURL: () => {},
    });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    renderPage({ status, deployments, search: '?only=failed' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export as CSV' }),
    );
    await waitFor(() => expect(files).toHaveLength(1));
    expect(files[0]?.type).toMatch(/^text\/csv/);
    jest.restoreAllMocks();
  });

  it('speaks Japanese', async () => {
    renderPage({ status, deployments, language: 'ja' });
    expect(
      await screen.findByText(/月\d+日以降 3 件、うち失敗 1 件/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('columnheader', { name: '次の環境との差' }),
    ).toBeInTheDocument();
    expect(
      within(
        await screen.findByRole('table', { name: 'デプロイ（新しい順）' }),
      ).getAllByText('ロールバック')[0],
    ).toBeInTheDocument();
  });
});
