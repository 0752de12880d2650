import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { application } from '../__testUtils__/builders';
import { plan, TARGET } from './__testUtils__/builders';
import { click, dialog, fill, openPage, waiting } from './__testUtils__/page';

describe('the dialog of a sync', () => {
  it('is asked about again when only some resources are meant', async () => {
    const { sent } = openPage([waiting()], { answers: { plan: () => plan() } });
    await click('Sync');
    await screen.findByRole('row', { name: /Image blog-api/ });
    await userEvent.click(
      screen.getByRole('radio', { name: 'Only some resources' }),
    );
    expect(screen.getByText('Choose at least one resource.')).toBeVisible();
    await userEvent.click(
      screen.getByRole('checkbox', { name: /Deployment\/blog-api/ }),
    );
    await userEvent.click(
      screen.getByRole('checkbox', { name: /Also delete what is no longer/ }),
    );
    expect(screen.getByText(/What is deleted is gone/)).toBeVisible();
    // What was chosen in between may have been asked about too.
    await waitFor(() =>
      expect(sent('/sync/plan').slice(1).at(-1)).toEqual({
        target: TARGET,
        prune: true,
        resources: [
          {
            group: 'apps',
            kind: 'Deployment',
            namespace: 'blog',
            name: 'blog-api',
          },
        ],
      }),
    );
  });

  it('waits for the end of a sync window, and says when that is', async () => {
    openPage([waiting()], {
      answers: {
        plan: () =>
          plan({
            obstacles: [
              {
                kind: 'sync-window',
                message: 'Changes to production rest on Fridays.',
                until: new Date(Date.now() + 3 * 3_600_000).toISOString(),
              },
            ],
          }),
      },
    });
    await click('Sync');
    const obstacle = await screen.findByRole('alert');
    expect(obstacle).toHaveTextContent('A sync window of Argo CD forbids it');
    // The backend's words say no more than ours, which are translated.
    expect(obstacle).not.toHaveTextContent('rest on Fridays');
    expect(obstacle).toHaveTextContent(/It ends in (2|3) h/);
    expect(screen.getByRole('button', { name: 'Sync' })).toBeDisabled();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('takes the place of a promotion that Git has already', async () => {
    const { sent } = openPage([application('staging'), waiting()], {
      answers: {
        plan: asked =>
          JSON.stringify(asked).includes('images')
            ? plan({
                action: 'promote',
                obstacles: [{ kind: 'in-git-already', message: 'Git has it.' }],
              })
            : plan(),
      },
    });
    await click('Promote 0.1.42 to production');
    expect(await dialog()).toHaveTextContent('Git says these images already');
    await userEvent.click(
      within(screen.getByRole('alert')).getByRole('button', { name: 'Sync' }),
    );
    await waitFor(() => expect(sent('/sync/plan')).toHaveLength(1));
    expect(await dialog()).toHaveAccessibleName('Sync blog-api in production');
  });

  it('leads to the pull request that is open already, and says what a window does', async () => {
    openPage([application('staging'), waiting()], {
      answers: {
        plan: () =>
          plan({
            action: 'promote',
            cautions: [
              {
                kind: 'pull-request-open',
                message: 'It is open.',
                url: 'https://git/hanabi/blog-api/pull/1',
              },
              { kind: 'waits-for-window', message: 'It waits.' },
            ],
          }),
      },
    });
    await click('Promote 0.1.42 to production');
    const shown = await dialog();
    expect(shown).toHaveTextContent('with this change is open already');
    expect(shown).toHaveTextContent('only once a sync window of Argo CD ends');
    expect(
      within(shown).getByRole('link', { name: /Open the pull request/ }),
    ).toHaveAttribute('href', 'https://git/hanabi/blog-api/pull/1');
  });

  it('warns of resources that the dry run fails for', async () => {
    openPage([waiting()], {
      answers: {
        plan: () =>
          plan({
            resources: [
              {
                group: 'apps',
                kind: 'Deployment',
                name: 'blog-api',
                change: 'update',
                message: 'spec.replicas: must be a number',
                failed: true,
              },
            ],
          }),
      },
    });
    await click('Sync');
    const shown = await dialog();
    await within(shown).findByText(/The dry run failed for 1 resource/);
    expect(shown).toHaveTextContent('spec.replicas: must be a number');
  });

  it('shows the first of many resources, and all on request', async () => {
    const resources = Array.from({ length: 14 }, (_, index) => ({
      group: '',
      kind: 'ConfigMap',
      name: `settings-${index}`,
      change: index === 13 ? ('delete' as const) : ('create' as const),
      failed: false,
    }));
    openPage([waiting()], { answers: { plan: () => plan({ resources }) } });
    await click('Sync');
    const list = await screen.findByRole('list', { name: 'Resources' });
    const items = within(list).getAllByRole('listitem');
    expect(items).toHaveLength(10);
    expect(items[0]).toHaveTextContent('deleteConfigMap/settings-13');
    await click('Show all 14');
    expect(within(list).getAllByRole('listitem')).toHaveLength(14);
  });

  it('can be asked for again where it could not be found out', async () => {
    const { answers } = openPage([waiting()], {
      answers: { plan: problem(500, 'The repository does not answer.') },
    });
    await click('Sync');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('What would change could not be found out');
    expect(alert).toHaveTextContent('The repository does not answer.');
    answers.plan = () => plan();
    await click('Try again');
    await screen.findByRole('row', { name: /Image blog-api/ });
  });

  it('says that capital letters count, to whom only those are wrong', async () => {
    openPage([waiting()], { answers: { plan: () => plan() } });
    await click('Sync');
    const hint = /Capital and small letters count/;
    await fill(/Type production/, 'PRODUC');
    expect(screen.queryByText(hint)).toBeNull();
    await fill(/Type production/, 'TION');
    expect(screen.getByText(hint)).toHaveTextContent('production');
    const field = screen.getByRole('textbox', { name: /Type production/ });
    expect(field).toHaveAccessibleDescription(hint);
    expect(field).toBeInvalid();
    await fill(/^Reason/, 'Fixes the index');
    expect(screen.getByRole('button', { name: 'Sync' })).toBeDisabled();
    await userEvent.clear(field);
    await fill(/Type production/, 'production');
    expect(screen.queryByText(hint)).toBeNull();
    expect(screen.getByRole('button', { name: 'Sync' })).toBeEnabled();
  });

  it('says what a newer backend says, of which this page has no words', async () => {
    openPage([waiting()], {
      language: 'ja',
      answers: {
        plan: () => ({
          ...plan(),
          obstacles: [
            { kind: 'moon-phase', message: 'The moon is not full yet.' },
          ],
        }),
      },
    });
    await click('同期');
    const said = await screen.findByText('The moon is not full yet.');
    expect(said).toHaveAttribute('lang', 'en');
    expect(screen.getByRole('button', { name: '同期する' })).toBeDisabled();
  });

  it('gives the focus back where it was', async () => {
    openPage([waiting()], { answers: { plan: () => plan() } });
    await click('Sync');
    expect(
      await screen.findByRole('heading', { name: /Sync blog-api/ }),
    ).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      screen.getByRole('button', {
        name: 'Actions for blog-api in production',
      }),
    ).toHaveFocus();
  });

  it('speaks Japanese', async () => {
    openPage([waiting()], {
      language: 'ja',
      answers: {
        plan: () =>
          plan({ obstacles: [{ kind: 'operation-running', message: 'busy' }] }),
      },
    });
    await click('同期');
    expect(await dialog()).toHaveAccessibleName(
      'production の blog-api を同期',
    );
    expect(await screen.findByText('別の操作が実行中です')).toBeVisible();
    expect(
      screen.getByRole('button', { name: '実行中の操作を停止' }),
    ).toBeEnabled();
    expect(screen.getByRole('button', { name: '同期する' })).toBeDisabled();
  });
});
