import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { application, minutesAgo } from '../__testUtils__/builders';
import {
  plan,
  plannedOperation,
  receipt,
  TARGET,
} from './__testUtils__/builders';
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

describe('to stop what runs', () => {
  const DEV = { ...TARGET, instance: 'dev' };
  const running = { ...operation('Running'), startedAt: minutesAgo(4) };
  const stopPlan = (more: Parameters<typeof plan>[0] = {}) =>
    plan({
      action: 'terminate',
      target: DEV,
      environment: 'dev',
      requires: { reason: false, confirm: false },
      revisions: { from: [], to: [] },
      images: { from: [], to: [] },
      resources: [],
      operation: plannedOperation({
        startedAt: running.startedAt,
        message: 'waiting for completion of hook batch/Job/migrate',
      }),
      ...more,
    });

  it('shows what runs, by whom, and what is not finished, before anything is sent', async () => {
    const { become, sent } = openPage(
      [application('dev', { operation: running })],
      {
        answers: {
          plan: () => stopPlan(),
          terminate: () => receipt({ action: 'terminate', target: DEV }),
        },
      },
    );
    await click('Stop');
    const shown = await dialog();
    const unfinished = await within(shown).findByRole('list', {
      name: 'Not finished',
    });
    expect(sent('/terminate/plan')).toEqual([{ target: DEV }]);
    expect(shown).toHaveTextContent(/started by ren\.ito/);
    expect(shown).toHaveTextContent(/applied so far stays applied/);
    expect(shown).toHaveTextContent(
      'Argo CD says: waiting for completion of hook batch/Job/migrate',
    );
    expect(
      within(unfinished)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent?.trim()),
    ).toEqual([
      expect.stringMatching(/runs.*Job\/migrate · PreSync.*migrate created/),
      expect.stringMatching(/not reached.*Deployment\/blog-api/),
    ]);
    expect(shown).toHaveTextContent('1 resource or hook is finished.');
    await click('Stop it');
    expect(await screen.findByText(/has been asked to stop/)).toBeVisible();
    expect(sent('/terminate')).toMatchObject([
      { target: DEV, startedAt: running.startedAt },
    ]);
    become(application('dev', { operation: { ...running, phase: 'Failed' } }));
    expect(await screen.findByText('Stopped')).toBeVisible();
  });

  it('says so as soon as it has ended meanwhile', async () => {
    const { become, answers, sent } = openPage(
      [application('dev', { operation: running })],
      { answers: { plan: () => stopPlan() } },
    );
    await click('Stop');
    await screen.findByRole('list', { name: 'Not finished' });
    answers.plan = () =>
      stopPlan({
        operation: undefined,
        obstacles: [{ kind: 'nothing-runs', message: 'Nothing' }],
      });
    become(
      application('dev', { operation: { ...running, phase: 'Succeeded' } }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /No operation runs.*There is nothing to stop/,
    );
    expect(sent('/terminate/plan')).toHaveLength(2);
    expect(screen.getByRole('button', { name: 'Stop it' })).toBeDisabled();
  });

  it('says what the backend says where it has ended in between', async () => {
    openPage([application('dev', { operation: running })], {
      answers: {
        plan: () => stopPlan(),
        terminate: () =>
          receipt({
            action: 'terminate',
            outcome: 'refused',
            message: 'No operation runs on this Application.',
            problems: [{ kind: 'nothing-runs', message: 'No operation runs' }],
          }),
      },
    });
    await click('Stop');
    await screen.findByRole('list', { name: 'Not finished' });
    await click('Stop it');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Refused; nothing was changed.*No operation runs.*nothing to stop/,
    );
  });

  it('warns of a window without standing in the way, before and after', async () => {
    const window = {
      kind: 'may-not-end' as const,
      message: 'A sync window denies changes now.',
      until: new Date(Date.now() + 3 * 3_600_000).toISOString(),
    };
    openPage([application('dev', { operation: running })], {
      language: 'ja',
      answers: {
        plan: () => stopPlan({ cautions: [window] }),
        terminate: () =>
          receipt({
            action: 'terminate',
            target: DEV,
            message: window.message,
            problems: [window],
          }),
      },
    });
    await click('停止');
    const words = /同期ウィンドウのため、すぐには停止し終わらない/;
    expect(await screen.findByText(words)).toBeVisible();
    const shown = await dialog();
    expect(shown).toHaveTextContent(/実行者：ren\.ito/);
    expect(shown).toHaveTextContent('実行中Job/migrate');
    expect(shown).toHaveTextContent('未実行Deployment/blog-api');
    await click('停止する');
    await screen.findByText('Argo CD に停止を依頼しました');
    expect(screen.getByText(words)).toBeVisible();
    expect(shown).not.toHaveTextContent(window.message);
  });
});

describe('a retry', () => {
  const last = {
    ...operation('Failed', { message: 'migrate exited 1' }),
    startedAt: minutesAgo(10),
  };
  const retryPlan = (more: Parameters<typeof plan>[0] = {}) =>
    plan({
      action: 'retry',
      revisions: {
        from: [{ id: '9f3b2c1' }],
        to: [{ id: 'c'.repeat(40), message: 'Index by day' }],
      },
      operation: plannedOperation({
        phase: 'Failed',
        finishedAt: minutesAgo(9),
        requestedBy: 'user:default/ren.ito',
        reason: 'A customer waits',
        prune: true,
        resources: [{ group: 'apps', kind: 'Deployment', name: 'blog-api' }],
        message: 'migrate exited 1',
        results: [
          {
            group: 'apps',
            kind: 'Deployment',
            name: 'blog-api',
            state: 'failed',
            message: 'spec.replicas: must be a number',
          },
        ],
      }),
      ...more,
    });

  it('shows what failed and what it will deploy, and asks for what production needs', async () => {
    const { become, sent } = openPage([waiting({ operation: last })], {
      answers: {
        plan: () => retryPlan(),
        retry: () => receipt({ action: 'retry' }),
      },
    });
    await click('Retry');
    const shown = await dialog();
    const failed = await within(shown).findByRole('region', {
      name: 'What failed',
    });
    expect(failed).toHaveTextContent(/Ended .*started by ren\.ito/i);
    expect(failed).toHaveTextContent(
      '1 chosen resource · deletes what is no longer in Git',
    );
    expect(failed).toHaveTextContent('Reason: A customer waits');
    expect(failed).toHaveTextContent('Argo CD says: migrate exited 1');
    expect(failed).toHaveTextContent(
      /failedDeployment\/blog-api.*spec\.replicas: must be a number/,
    );
    const changes = within(shown).getByRole('region', {
      name: 'What will change in production',
    });
    expect(
      within(changes).getByRole('row', { name: /^Image blog-api/ }),
    ).toHaveTextContent('0.1.410.1.42');
    expect(
      within(changes).getByRole('row', { name: /^Commit/ }),
    ).toHaveTextContent(/9f3b2c1.*ccccccc.*Index by day/);
    expect(changes).toHaveTextContent('changeDeployment/blog-api');
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

  it('is not offered a button while Argo CD repeats it by itself', async () => {
    openPage([waiting({ operation: last })], {
      answers: {
        plan: () =>
          retryPlan({
            operation: undefined,
            obstacles: [
              {
                kind: 'retrying',
                message: 'Argo CD repeats it (2 so far). Retrying attempt #2',
                quotation: 'Retrying attempt #2',
              },
            ],
          }),
      },
    });
    await click('Retry');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Argo CD repeats by itself what failed');
    expect(alert).toHaveTextContent('Argo CD says: Retrying attempt #2');
    expect(
      screen.getByRole('button', { name: 'Stop the operation that runs' }),
    ).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Retry' })).toBeDisabled();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    openPage([waiting({ operation: last })], {
      language: 'ja',
      answers: {
        plan: () =>
          retryPlan({
            cautions: [{ kind: 'deploys-newest', message: 'The newest' }],
          }),
      },
    });
    await click('再実行');
    const failed = await screen.findByRole('region', { name: '失敗した操作' });
    expect(failed).toHaveTextContent('選択したリソース 1 件');
    expect(failed).toHaveTextContent('Argo CD の応答： migrate exited 1');
    expect(failed).toHaveTextContent('失敗Deployment/blog-api');
    expect(screen.getByText(/最新のコミットがデプロイされます/)).toBeVisible();
    expect(await dialog()).not.toHaveTextContent('The newest');
  });
});

describe('a refresh', () => {
  it('is made without a question, and says when it is done', async () => {
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
