import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deployment, minutesAgo } from '../__testUtils__/builders';
import { BLOG_API, plan, receipt, TARGET } from './__testUtils__/builders';
import {
  click,
  dialog,
  openMenu,
  openPage,
  operation,
  UUID,
  waiting,
} from './__testUtils__/page';

describe('a rollback', () => {
  const earlier = deployment('production', {
    id: 'earlier',
    images: [{ name: BLOG_API, tag: '0.1.40' }],
  });

  it('goes back to a deployment of the timeline', async () => {
    const { become, sent } = openPage([waiting()], {
      deployments: [earlier],
      answers: {
        plan: () =>
          plan({
            action: 'rollback',
            requires: { reason: false, confirm: false },
          }),
        rollback: () => receipt({ action: 'rollback' }),
      },
    });
    await click('Roll back production to 0.1.40');
    expect(await dialog()).toHaveAccessibleName(
      'Roll back blog-api in production to 0.1.40',
    );
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Roll back' })).toBeEnabled(),
    );
    expect(screen.getByText(/Git stays as it is\. Unless/)).toBeVisible();
    await click('Roll back');
    await screen.findByText(/Argo CD has taken it/);
    expect(sent('/rollback')).toEqual([
      {
        target: TARGET,
        deploymentId: 'earlier',
        idempotencyKey: expect.stringMatching(UUID),
      },
    ]);
    become(waiting({ operation: operation('Succeeded') }));
    expect(
      await screen.findByText('Rolled back and healthy in production'),
    ).toBeVisible();
    expect(screen.getByText(/the next sync deploys that again/)).toBeVisible();
    expect(
      screen.getByRole('button', { name: /Open a pull request/ }),
    ).toBeEnabled();
  });

  it('that auto-sync would undo is offered as a pull request', async () => {
    const { sent, answers } = openPage([waiting({ autoSync: true })], {
      deployments: [earlier],
      answers: {
        plan: () =>
          plan({
            action: 'rollback',
            obstacles: [{ kind: 'auto-sync', message: 'Auto-sync is on.' }],
            alternatives: [
              {
                kind: 'pull-request',
                images: [{ name: BLOG_API, tag: '0.1.40' }],
              },
            ],
          }),
        promote: () =>
          receipt({
            action: 'promote',
            url: 'https://github.example/hanabi/blog-api/pull/7',
          }),
      },
    });
    await click('Roll back production to 0.1.40');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Auto-sync would undo it at once',
    );
    answers.plan = () =>
      plan({
        action: 'promote',
        requires: { reason: false, confirm: false },
        resources: [],
        files: [
          {
            path: 'deploy/production/application.yaml',
            line: 12,
            before: '  image: ghcr.io/hanabi/blog-api:0.1.41',
            after: '  image: ghcr.io/hanabi/blog-api:0.1.40',
          },
        ],
      });
    await click('Open a pull request that puts 0.1.40 back');
    const shown = await dialog();
    expect(shown).toHaveAccessibleName(
      'Put blog-api 0.1.40 back in production',
    );
    expect(
      await screen.findByText('deploy/production/application.yaml, line 12'),
    ).toBeVisible();
    await click('Open pull request');
    expect(await screen.findByText('The pull request is open')).toBeVisible();
    expect(
      screen.getByRole('link', { name: /Open the pull request/ }),
    ).toHaveAttribute('href', 'https://github.example/hanabi/blog-api/pull/7');
    expect(sent('/promote')).toMatchObject([
      { images: [{ name: BLOG_API, tag: '0.1.40' }] },
    ]);
  });

  it('that no image would undo says to revert the commits, and shows them', async () => {
    const url = 'https://github.example/hanabi/blog-api/compare/aaa...bbb';
    openPage([waiting({ autoSync: true })], {
      deployments: [earlier],
      answers: {
        plan: () =>
          plan({
            action: 'rollback',
            obstacles: [
              { kind: 'auto-sync', message: 'Auto-sync is on.' },
              { kind: 'revert-in-git', message: 'Revert the commits.', url },
            ],
          }),
      },
    });
    await click('Roll back production to 0.1.40');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The way back is to revert the commits in Git',
    );
    expect(
      screen.getByRole('link', { name: /See what was committed since/ }),
    ).toHaveAttribute('href', url);
    expect(
      screen.queryByRole('button', { name: /Open a pull request/ }),
    ).toBeNull();
  });

  it('starts from the environment too, to the last good deployment before', async () => {
    openPage([waiting()], {
      deployments: [earlier],
      answers: { plan: () => plan({ action: 'rollback' }) },
    });
    await openMenu('production');
    const item = await screen.findByRole('menuitem', { name: 'Roll back' });
    expect(item).toHaveAccessibleDescription(
      'Back to 0.1.40, the last good deployment before',
    );
    await userEvent.click(item);
    expect(await dialog()).toHaveAccessibleName(
      'Roll back blog-api in production to 0.1.40',
    );
  });

  it('says in the menu where no way back is known', async () => {
    openPage([waiting()]);
    await openMenu('production');
    const item = await screen.findByRole('menuitem', { name: 'Roll back' });
    expect(item).toHaveAttribute('aria-disabled', 'true');
    expect(item).toHaveAccessibleDescription(/No earlier deployment/);
  });

  it('is not offered where there is nothing to go back to', async () => {
    openPage([waiting()], {
      deployments: [
        deployment('production', { id: 'failed', phase: 'Failed' }),
        deployment('production', { startedAt: minutesAgo(2) }),
      ],
    });
    await screen.findByRole('button', { name: /Actions for/ });
    expect(screen.queryByRole('button', { name: /Roll back/ })).toBeNull();
  });
});
