import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import { application, deployment } from '../__testUtils__/builders';
import { click, openMenu, openPage, waiting } from './__testUtils__/page';

describe('whoever may not', () => {
  it('sees why and whom to ask, as a member of another team', async () => {
    const { requests } = openPage([waiting()], {
      denied: /application/,
      groups: ['group:default/media'],
      deployments: [deployment('production')],
    });
    await openMenu('production');
    expect(screen.queryByRole('button', { name: 'Sync' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Roll back/ })).toBeNull();
    const item = await screen.findByRole('menuitem', { name: 'Sync' });
    await waitFor(() => expect(item).toHaveAttribute('aria-disabled', 'true'));
    expect(item).toHaveAccessibleDescription(
      'You may not do this to blog-api. Ask blog or the platform team to do it, or to give you access.',
    );
    expect(screen.getAllByText(/You may not do this/)).toHaveLength(1);
    await userEvent.click(item);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(requests.map(({ path }) => path)).not.toContain(
      expect.stringContaining('sync'),
    );
  });

  it('sees that a protected environment needs more, as an owner', async () => {
    openPage([application('staging'), waiting()], { denied: /protected/ });
    const promote = await screen.findByRole('button', {
      name: 'Promote 0.1.42 to production',
    });
    await waitFor(() =>
      expect(promote).toHaveAccessibleDescription(
        'production is protected: changes there need a permission that you do not have. Ask the platform team to do it, or to give you access.',
      ),
    );
    await userEvent.click(promote);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'production is protected',
    );
    await openMenu('production');
    const sync = await screen.findByRole('menuitem', { name: 'Sync' });
    expect(sync).toHaveAttribute('aria-disabled', 'true');
    expect(sync).toHaveAccessibleDescription(/^production is protected/);
    const refresh = await screen.findByRole('menuitem', { name: 'Refresh' });
    expect(refresh).toHaveAttribute('aria-disabled', 'false');
  });

  it('sees why where only going back is denied', async () => {
    openPage([waiting()], {
      denied: /rollback/,
      deployments: [deployment('production')],
    });
    await openMenu('production');
    const item = await screen.findByRole('menuitem', { name: 'Roll back' });
    await waitFor(() =>
      expect(item).toHaveAccessibleDescription(/^You may not do this/),
    );
    expect(item).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('menuitem', { name: 'Sync' })).toHaveAttribute(
      'aria-disabled',
      'false',
    );
  });

  it('is told by the backend where the page did not know', async () => {
    openPage([waiting()], {
      answers: { plan: problem(403, 'Not allowed') },
    });
    await click('Sync');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You may not do this');
    expect(alert).toHaveTextContent('the platform team');
  });

  it('is told by the backend in Japanese, which quotes its English', async () => {
    const { answers } = openPage([waiting()], {
      language: 'ja',
      answers: { plan: problem(403, 'You need the permission x') },
    });
    await click('同期');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('この操作を行う権限がありません');
    expect(alert).toHaveTextContent('プラットフォームチームに');
    expect(screen.getByText('You need the permission x')).toHaveAttribute(
      'lang',
      'en',
    );
    expect(alert.textContent?.split('You need the permission x')).toEqual([
      expect.not.stringMatching(/[a-z]{4,} [a-z]{2,}/),
      expect.not.stringMatching(/[a-z]{4,} [a-z]{2,}/),
    ]);
    answers.plan = problem(409, 'Another entity has it');
    await click('キャンセル');
    await click('同期');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /現在の状態と合わないため.*Another entity has it/,
    );
    expect(screen.getByText('Another entity has it')).toHaveAttribute(
      'lang',
      'en',
    );
  });
});
