import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { application, deployment, minutesAgo } from '../__testUtils__/builders';
import { BLOG_API, receipt, TARGET } from './__testUtils__/builders';
import {
  click,
  dialog,
  openMenu,
  openPage,
  operation,
  sign,
  UUID,
  waiting,
} from './__testUtils__/page';

describe('what has no plan', () => {
  it('stops what runs', async () => {
    const running = { ...operation('Running'), startedBy: 'ren.ito' };
    const { become, sent } = openPage(
      [application('dev', { operation: running })],
      {
        answers: {
          terminate: () =>
            receipt({
              action: 'terminate',
              target: { ...TARGET, instance: 'dev' },
            }),
        },
      },
    );
    await click('Stop');
    const shown = await dialog();
    expect(shown).toHaveTextContent(/started by ren\.ito/);
    expect(shown).toHaveTextContent(/applied so far stays applied/);
    await click('Stop it');
    expect(await screen.findByText(/has been asked to stop/)).toBeVisible();
    expect(sent('/terminate')).toMatchObject([
      { target: { instance: 'dev', name: 'blog-api' } },
    ]);
    become(application('dev', { operation: { ...running, phase: 'Failed' } }));
    expect(await screen.findByText('Stopped')).toBeVisible();
  });

  it('repeats a deployment that failed', async () => {
    const { become, sent } = openPage(
      [
        waiting({
          operation: {
            ...operation('Failed', { message: 'migrate exited 1' }),
            startedAt: minutesAgo(10),
          },
        }),
      ],
      {
        answers: {
          retry: () => receipt({ action: 'retry' }),
          deployments: () => ({
            deployments: [
              deployment('production', {
                phase: 'Failed',
                startedAt: minutesAgo(10),
                revisions: [{ id: 'c'.repeat(40), message: 'Index by day' }],
                images: [{ name: BLOG_API, tag: '0.1.43' }],
              }),
            ],
            total: 1,
            failed: 1,
            denied: 0,
          }),
        },
      },
    );
    await click('Retry');
    const shown = await dialog();
    expect(shown).toHaveTextContent('migrate exited 1');
    expect(
      await screen.findByRole('row', { name: /^Image blog-api/ }),
    ).toHaveTextContent('0.1.410.1.43');
    expect(screen.getByRole('row', { name: /^Commit/ })).toHaveTextContent(
      /9f3b2c1.*ccccccc.*Index by day/,
    );
    expect(screen.getByRole('button', { name: 'Retry' })).toBeDisabled();
    await sign();
    await click('Retry');
    await screen.findByText(/Argo CD has taken it/);
    expect(sent('/retry')).toMatchObject([
      { reason: 'Fixes the index', confirm: 'production' },
    ]);
    become(waiting({ operation: operation('Running') }));
    expect(await screen.findByText('Deploying')).toBeVisible();
  });

  it('says where it is not known what a retry deploys', async () => {
    openPage(
      [
        waiting({
          operation: { ...operation('Failed'), startedAt: minutesAgo(10) },
        }),
      ],
      {
        answers: {
          deployments: () => ({
            deployments: [
              deployment('production', { startedAt: minutesAgo(60) }),
            ],
            total: 1,
            failed: 0,
            denied: 0,
          }),
        },
      },
    );
    await click('Retry');
    await dialog();
    expect(
      await screen.findByText(/Which commit and images that are is not known/),
    ).toBeVisible();
  });

  it('refreshes without a question, and says when it is done', async () => {
    const { sent } = openPage([waiting()], {
      answers: { refresh: () => receipt({ action: 'refresh' }) },
    });
    await openMenu('production');
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Refresh' }),
    );
    expect(
      await screen.findByText(/blog-api in production was compared with Git/),
    ).toBeVisible();
    expect(sent('/refresh')).toEqual([
      { target: TARGET, idempotencyKey: expect.stringMatching(UUID) },
    ]);
  });

  it('says that a refresh did not work, and tries again', async () => {
    const { answers } = openPage([waiting()], {
      answers: { refresh: problem(503, 'The backend restarts.') },
    });
    await openMenu('production');
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Refresh' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend restarts.',
    );
    answers.refresh = () => receipt({ action: 'refresh' });
    await click('Try again');
    expect(await screen.findByText(/was compared with Git/)).toBeVisible();
  });
});
