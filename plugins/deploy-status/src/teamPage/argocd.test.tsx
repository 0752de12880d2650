import { screen, within } from '@testing-library/react';
import { problem } from '../__testUtils__/backend';
import { instance, minutesAgo } from '../__testUtils__/builders';
import { distribution, syncLatency } from './__testUtils__/builders';
import { renderPage } from './__testUtils__/renderPage';

const page = '/deployments?tab=argocd';
const rows = async () =>
  within(
    await screen.findByRole('table', { name: 'Argo CD instances' }),
  ).getAllByRole('row');

describe('the Argo CD panel', () => {
  it('says first whether all answer, what they do and which is slow', async () => {
    renderPage(page, {
      answers: {
        syncs: () => ({
          instances: [
            syncLatency('dev'),
            syncLatency('staging', { queued: 4 }),
            syncLatency('production', { duration: distribution(80, 60, 400) }),
          ],
        }),
      },
    });
    expect(
      await screen.findByText(/3 Argo CD instances, all connected\./),
    ).toHaveTextContent(
      'Syncs: 3 running, 4 waiting. Slowest: production, where nine of ten syncs take at most 6 min 40 s.',
    );
  });

  it('has the queue and the speed of each instance and of each cluster below it', async () => {
    renderPage(page, {
      answers: {
        syncs: () => ({
          instances: [
            syncLatency('dev'),
            syncLatency('dev', { destination: 'tokyo', applications: 9 }),
            syncLatency('dev', {
              destination: 'osaka',
              applications: 6,
              longestRunningSeconds: undefined,
              delay: distribution(0),
            }),
          ],
        }),
      },
    });
    await screen.findByText('tokyo');
    const [, dev, tokyo, osaka] = await rows();
    expect(dev).toHaveTextContent(
      /^devConnected150142 s12 s p90 30 s 200 syncs1 min 35 s/,
    );
    expect(tokyo).toHaveTextContent(/^tokyo9/);
    expect(osaka).toHaveTextContent(/^osaka601–.*–$/);
  });

  it('shows whether tuning works, and the same as a table', async () => {
    renderPage(page);
    expect(
      (await screen.findAllByRole('img', { name: /Sync takes in / }))[0],
    ).toHaveTextContent('22 Nov: p50 12 s, p90 30 s (20)');
    const behind = screen.getByText('dev as a table').closest('details');
    expect(behind).toHaveTextContent('23 Nov0––0––');
  });

  it('says why an instance is silent and when it is tried again', async () => {
    renderPage(page, {
      answers: {
        instances: () => ({
          instances: [
            instance('dev'),
            instance('production', {
              connection: 'unauthorized',
              problem: 'invalid session.',
              lastContactAt: minutesAgo(5),
            }),
          ],
        }),
      },
    });
    expect(
      await screen.findByText(/No contact with production\./),
    ).toBeInTheDocument();
    const [, , , note] = await rows();
    expect(note).toHaveTextContent(
      /refuses the portal’s token\. The platform team must renew it\. invalid session\./,
    );
  });

  it.each([
    ['no Argo CD is configured', () => ({ instances: [] }), /No Argo CD is/],
    ['one may not see it', problem(403, 'No.'), 'You may not see this'],
  ])('says what to do where %s', async (_, instances, text) => {
    renderPage(page, { answers: { instances } });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('shows the instances where their speed is not known', async () => {
    renderPage(page, { answers: { syncs: problem(503, 'Too slow.') } });
    expect(await screen.findByText('Too slow.')).toBeInTheDocument();
    expect(await rows()).toHaveLength(4);
  });
});
