import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { distribution, figures, insights } from './__testUtils__/builders';
import { renderPage } from './__testUtils__/renderPage';

const page = '/deployments?tab=insights';
const figure = (name: RegExp) => screen.findByRole('button', { name });

describe('the insights', () => {
  it('shows each figure with its denominator and how it went', async () => {
    renderPage(page);
    expect(await figure(/^Deployment frequency/)).toHaveTextContent(
      'Deployment frequencyto production1 per day90 deployments',
    );
    expect(await figure(/^Lead time/)).toHaveTextContent(
      /2 hp50p90 1 d · 80 deployments$/,
    );
    expect(await figure(/^Failure rate/)).toHaveTextContent(/6%6 of 96$/);
    expect(
      screen.getByRole('img', { name: /^Lead time by week/ }),
    ).toHaveTextContent('9 Nov – 16 Nov: 2 h (80)');
  });

  it('says so where nothing can be counted', async () => {
    renderPage(page, {
      answers: {
        insights: () =>
          insights({ figures: figures({ recoveryTime: distribution(0) }) }),
      },
    });
    expect(await figure(/^Recovery time/)).toHaveTextContent(
      /–nothing to count yet$/,
    );
  });

  it('explains a figure with its formula, what is left out and why, and each week', async () => {
    renderPage(page);
    const leadTime = await figure(/^Lead time/);
    await userEvent.click(leadTime);
    expect(leadTime).toHaveAttribute('aria-expanded', 'true');
    const explained = screen.getByRole('region', {
      name: 'Lead time: how it is counted',
    });
    expect(explained).toHaveTextContent(
      'From the time of the oldest commit that a deployment brought until production was first healthy with it.',
    );
    expect(explained).toHaveTextContent('Counted: 80');
    expect(
      within(explained)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      '6: the time of the commit is not known',
      '4: went back to something earlier',
    ]);
    const weeks = within(explained).getAllByRole('row').slice(1);
    expect(weeks[0]).toHaveTextContent('16 Nov0––');
    expect(weeks[1]).toHaveTextContent('9 Nov802 h1 d');
    await userEvent.click(
      within(explained).getByRole('button', { name: 'Close' }),
    );
    expect(explained).not.toBeInTheDocument();
  });

  it('says what drives it, sorted by the chosen figure, and leads one level down', async () => {
    const { backend } = renderPage(page);
    const rows = async () =>
      within(
        await screen.findByRole('region', { name: 'What drives it, by team' }),
      ).getAllByRole('row');
    expect((await rows())[1]).toHaveTextContent(/^payments.*45%9 of 20/);
    await userEvent.click(screen.getByRole('link', { name: 'Lead time' }));
    expect((await rows())[1]).toHaveTextContent(/^media/);
    await userEvent.click(screen.getByRole('link', { name: 'payments' }));
    await waitFor(() =>
      expect(backend.lastAsked('insights')).toMatchObject({
        scope: { kind: 'team', ref: 'group:default/payments' },
      }),
    );
  });

  it('asks for the period and the system of the address', async () => {
    const { backend } = renderPage(
      `${page}&period=30d&system=system:default/blogging`,
      {
        answers: {
          insights: () =>
            insights({
              scope: { kind: 'system', ref: 'system:default/blogging' },
            }),
        },
      },
    );
    await figure(/^Lead time/);
    expect(
      screen.getByRole('link', { name: '30 days', current: true }),
    ).toBeInTheDocument();
    const asked = backend.requests.findLast(
      ({ path, body }) =>
        path.endsWith('/insights') && JSON.stringify(body).includes('system'),
    );
    expect(asked?.body).toMatchObject({
      scope: { kind: 'system', ref: 'system:default/blogging' },
      bucket: 'week',
    });
    expect(screen.getByText(/15 services of blogging/)).toBeInTheDocument();
    backend.answers.insights = () => insights();
    await userEvent.click(screen.getByRole('link', { name: 'Whole platform' }));
    expect(
      await screen.findByText(/15 services of the whole platform/),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'nothing is recorded',
      () => insights({ recordsSince: undefined }),
      'No deployments are recorded for this period',
    ],
    [
      'the records are younger than the period',
      () => insights({ recordsSince: '2026-11-03T08:00:00.000Z' }),
      /Records begin on 3 Nov\./,
    ],
    [
      'services are withheld',
      () => insights({ denied: 1 }),
      /1 service is left out/,
    ],
  ])('says so where %s', async (_, answer, text) => {
    renderPage(page, { answers: { insights: answer } });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('says what failed and tries again', async () => {
    const { backend } = renderPage(page, {
      answers: { insights: problem(503, 'The database does not answer.') },
    });
    expect(
      await screen.findByText('The database does not answer.'),
    ).toBeInTheDocument();
    backend.answers.insights = () => insights();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await figure(/^Lead time/)).toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    renderPage(page, { language: 'ja' });
    const frequency = await figure(/^デプロイ頻度/);
    expect(frequency).toHaveTextContent('本番環境へ1日 1 回デプロイ 90 件');
    await userEvent.click(await figure(/^リードタイム/));
    expect(await screen.findByText('ロールバック 4 件')).toBeInTheDocument();
  });
});
