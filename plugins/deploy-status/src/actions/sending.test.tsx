import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { plan, receipt, TARGET } from './__testUtils__/builders';
import {
  click,
  dialog,
  fill,
  openPage,
  operation,
  sign,
  UUID,
  waiting,
} from './__testUtils__/page';

describe('a sync of production', () => {
  it('shows what will change before it asks for anything', async () => {
    let answer = () => {};
    const { sent } = openPage([waiting()], {
      answers: {
        plan: () =>
          new Promise(resolve => {
            answer = () => resolve(plan());
          }),
      },
    });
    await click('Sync');
    const shown = await dialog();
    expect(shown).toHaveAccessibleName('Sync blog-api in production');
    expect(within(shown).getByText(/Asking what would change/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Sync' })).toBeDisabled();
    await waitFor(() => expect(sent('/plan')).toHaveLength(1));
    answer();
    const image = await within(shown).findByRole('row', {
      name: /Image blog-api/,
    });
    expect(image).toHaveTextContent('0.1.410.1.42');
    const commit = within(shown).getByRole('row', { name: /^Commit/ });
    expect(commit).toHaveTextContent('Retry reads once');
    expect(commit).toHaveTextContent('Cache the indexMiho Tanaka');
    const resources = within(shown).getByRole('list', { name: 'Resources' });
    expect(resources).toHaveTextContent('changeDeployment/blog-api');
    expect(shown).toHaveTextContent('1 resource stays as it is.');
  });

  it('needs a reason and the environment’s name', async () => {
    const { sent } = openPage([waiting()], {
      answers: { plan: () => plan(), sync: () => receipt() },
    });
    await click('Sync');
    const confirm = await screen.findByRole('button', { name: 'Sync' });
    await screen.findByText('production is protected.');
    expect(confirm).toBeDisabled();
    await fill(/^Reason/, 'ok');
    expect(screen.getByText('At least 3 characters.')).toBeVisible();
    await fill(/Type production/, 'staging');
    expect(confirm).toBeDisabled();
    expect(sent('/sync')).toEqual([]);
  });

  it('may have a reason where none is required', async () => {
    const { sent } = openPage([waiting()], {
      answers: {
        plan: () => plan({ requires: { reason: false, confirm: false } }),
        sync: () => receipt(),
      },
    });
    await click('Sync');
    const confirm = await screen.findByRole('button', { name: 'Sync' });
    await waitFor(() => expect(confirm).toBeEnabled());
    expect(screen.queryByText('production is protected.')).toBeNull();
    await fill(/^Reason \(optional\)/, 'ok');
    expect(confirm).toBeDisabled();
    await fill(/^Reason \(optional\)/, 'ok, see the incident');
    await userEvent.click(confirm);
    await screen.findByText(/Argo CD has taken it/);
    expect(sent('/sync')).toMatchObject([
      { reason: expect.stringContaining('see the incident') },
    ]);
  });

  it('is one request with one key, however often it is clicked', async () => {
    const { sent } = openPage([waiting()], {
      answers: { plan: () => plan(), sync: () => receipt() },
    });
    await click('Sync');
    await sign();
    await userEvent.dblClick(screen.getByRole('button', { name: 'Sync' }));
    await screen.findByText(/Argo CD has taken it/);
    expect(sent('/sync')).toEqual([
      {
        target: TARGET,
        prune: false,
        // What the plan showed, and nothing newer
        revision: 'bbbbbbb',
        reason: 'Fixes the index',
        confirm: 'production',
        idempotencyKey: expect.stringMatching(UUID),
      },
    ]);
  });

  it('is followed until what runs is healthy', async () => {
    const { become } = openPage([waiting()], {
      answers: { plan: () => plan(), sync: () => receipt() },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    expect(
      await screen.findByText(/Argo CD has taken it and not begun/),
    ).toBeVisible();
    become(
      waiting({
        operation: operation('Running', {
          progress: { done: 1, total: 3 },
          hooks: [
            { kind: 'Job', name: 'migrate', type: 'PreSync', phase: 'Running' },
          ],
        }),
      }),
    );
    expect(await screen.findByText('Deploying')).toBeVisible();
    expect(await dialog()).toHaveTextContent('1 of 3 resources applied');
    expect(await dialog()).toHaveTextContent('PreSync migrate: Running');
    become(
      waiting({ operation: operation('Succeeded'), health: 'Progressing' }),
    );
    expect(
      await screen.findByText(/waiting until it is healthy/),
    ).toBeVisible();
    become(waiting({ operation: operation('Succeeded'), sync: 'Synced' }));
    expect(
      await screen.findByText('blog-api is deployed and healthy in production'),
    ).toBeVisible();
  });

  it('is not called healthy before Argo CD has looked again', async () => {
    const { become } = openPage([waiting()], {
      answers: { plan: () => plan(), sync: () => receipt() },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    await screen.findByText(/Argo CD has taken it/);
    const applied = {
      operation: operation('Succeeded'),
      sync: 'Synced',
    } as const;
    become(waiting({ ...applied, settled: false }));
    expect(await screen.findByText(/has looked at it again/)).toBeVisible();
    await act(() => new Promise(resolve => setTimeout(resolve, 2_500)));
    expect(screen.getByText(/has looked at it again/)).toBeVisible();
    become(waiting({ ...applied, settled: true }));
    expect(
      await screen.findByText('blog-api is deployed and healthy in production'),
    ).toBeVisible();
  });

  it('says why it failed', async () => {
    const { become } = openPage([waiting()], {
      answers: { plan: () => plan(), sync: () => receipt() },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    await screen.findByText(/Argo CD has taken it/);
    become(
      waiting({
        operation: operation('Failed', {
          message: 'PreSync hook "migrate" exited 1',
        }),
      }),
    );
    expect(await screen.findByText('The deployment failed')).toBeVisible();
    expect(screen.getByText('PreSync hook "migrate" exited 1')).toBeVisible();
    await userEvent.click(
      within(await dialog()).getByRole('button', { name: 'Retry' }),
    );
    expect(
      await screen.findByRole('heading', { name: /Retry the last deployment/ }),
    ).toHaveFocus();
  });

  it('is tried again with the same key where no answer came', async () => {
    const { sent, answers } = openPage([waiting()], {
      answers: {
        plan: () => plan(),
        sync: problem(503, 'The database does not answer.'),
      },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('not known whether the request arrived');
    expect(alert).toHaveTextContent('The database does not answer.');
    answers.sync = () => receipt({ repeated: true });
    await click('Try again');
    expect(await screen.findByText(/was not done twice/)).toBeVisible();
    const [first, second] = sent('/sync');
    expect(second).toEqual(first);
  });

  it('says that it was refused, and leads back to the plan', async () => {
    const { sent } = openPage([waiting()], {
      answers: {
        plan: () => plan(),
        sync: () =>
          receipt({
            outcome: 'refused',
            problems: [
              {
                kind: 'refused',
                message: 'another operation is running',
                quotation: 'another operation is running',
              },
            ],
          }),
      },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Refused; nothing was changed');
    expect(alert).toHaveTextContent(
      'Argo CD says: another operation is running',
    );
    await click('Back to the plan');
    await screen.findByRole('row', { name: /Image blog-api/ });
    expect(sent('/sync/plan')).toHaveLength(2);
  });

  it('says that Git has moved on since the plan, and leads back to it', async () => {
    const { sent } = openPage([waiting()], {
      answers: {
        plan: () => plan(),
        sync: () =>
          receipt({
            outcome: 'refused',
            problems: [{ kind: 'another-revision', message: 'Plan again' }],
          }),
      },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Git is at another commit than the plan showed',
    );
    await click('Back to the plan');
    await screen.findByRole('row', { name: /Image blog-api/ });
    expect(sent('/sync/plan')).toHaveLength(2);
  });

  it('says that nobody knows, and shows what is seen of it', async () => {
    const { become } = openPage([waiting()], {
      answers: {
        plan: () => plan(),
        sync: () =>
          receipt({
            outcome: 'unknown',
            problems: [{ kind: 'no-answer', message: 'No answer in 10 s' }],
          }),
      },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /it may or may not have been done.*No usable answer came/,
    );
    become(waiting({ operation: operation('Running') }));
    expect(await screen.findByText('Deploying')).toBeVisible();
  });

  it('says in Japanese what the portal says, and quotes Argo CD', async () => {
    const { answers } = openPage([waiting()], {
      language: 'ja',
      answers: {
        plan: () => plan({ requires: { reason: false, confirm: false } }),
        sync: () =>
          receipt({
            outcome: 'unknown',
            message: 'The same request was made before',
            problems: [
              {
                kind: 'asked-before',
                message: 'The same request was made before',
              },
            ],
            repeated: true,
          }),
      },
    });
    await click('同期');
    await click('同期する');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('同じ依頼がすでに送られていますが');
    expect(alert).not.toHaveTextContent('The same request');
    answers.sync = () =>
      receipt({
        outcome: 'refused',
        problems: [
          {
            kind: 'sync-window',
            message: 'A sync window of Argo CD denies changes now.',
          },
          {
            kind: 'operation-running',
            message: 'Another operation runs. waiting for hook migrate',
            quotation: 'waiting for hook migrate',
          },
        ],
      });
    await click('変更内容に戻る');
    await click('同期する');
    const refused = await screen.findByRole('alert');
    expect(refused).toHaveTextContent(
      'Argo CD の同期ウィンドウで禁止されています',
    );
    expect(refused).toHaveTextContent(
      'Argo CD の応答： waiting for hook migrate',
    );
    expect(refused).not.toHaveTextContent(/denies|Another/);
  });
});
