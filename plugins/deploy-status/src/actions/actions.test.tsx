import type { Application, EntityStatus } from '@michi/plugin-deploy-status-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem } from '../__testUtils__/backend';
import {
  application,
  deployment,
  found,
  minutesAgo,
} from '../__testUtils__/builders';
import { BLOG_API, plan, receipt, TARGET } from './__testUtils__/builders';
import { renderActions } from './__testUtils__/renderActions';

const waiting = (overrides: Partial<Application> = {}) =>
  application('production', {
    sync: 'OutOfSync',
    autoSync: false,
    images: [{ name: BLOG_API, tag: '0.1.41' }],
    ...overrides,
  });
const operation = (
  phase: 'Running' | 'Succeeded' | 'Failed' | 'Terminating',
  more: object = {},
) => ({
  phase,
  startedAt: minutesAgo(0),
  automated: false,
  retries: 0,
  hooks: [],
  ...more,
});
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/;

/** A page whose state can change, as signals tell it. */
function open(
  first: Application[],
  options: Omit<Parameters<typeof renderActions>[0], 'status'> = {},
) {
  let current: EntityStatus = found(first);
  const page = renderActions({ status: () => current, ...options });
  const become = (...applications: Application[]) => {
    current = found(applications);
    page.signals.send('production');
  };
  return { ...page, become };
}

const click = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));
const dialog = () => screen.findByRole('dialog');
const openMenu = (environment: string) =>
  click(`Actions for blog-api in ${environment}`);
async function sign() {
  await userEvent.type(
    await screen.findByRole('textbox', { name: /^Reason/ }),
    'Fixes the index',
  );
  await userEvent.type(
    screen.getByRole('textbox', { name: /Type production/ }),
    'production',
  );
}

describe('a sync of production', () => {
  it('shows what will change before it asks for anything', async () => {
    let answer = () => {};
    const { sent } = open([waiting()], {
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
    const image = await within(shown).findByRole('row', { name: /Image blog-api/ });
    expect(image).toHaveTextContent('0.1.410.1.42');
    const commit = within(shown).getByRole('row', { name: /^Commit/ });
    expect(commit).toHaveTextContent('Retry reads once');
    expect(commit).toHaveTextContent('Cache the indexMiho Tanaka');
    const resources = within(shown).getByRole('list', { name: 'Resources' });
    expect(resources).toHaveTextContent('changeDeployment/blog-api');
    expect(shown).toHaveTextContent('1 resource stays as it is.');
  });

  it('needs a reason and the environment’s name', async () => {
    const { sent } = open([waiting()], {
      answers: { plan: () => plan(), sync: () => receipt() },
    });
    await click('Sync');
    const confirm = await screen.findByRole('button', { name: 'Sync' });
    await screen.findByText('production is protected.');
    expect(confirm).toBeDisabled();
    await userEvent.type(
      screen.getByRole('textbox', { name: /^Reason/ }),
      'ok',
    );
    expect(screen.getByText('At least 3 characters.')).toBeVisible();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Type production/ }),
      'staging',
    );
    expect(confirm).toBeDisabled();
    expect(sent('/sync')).toEqual([]);
  });

  it('is one request with one key, however often it is clicked', async () => {
    const { sent } = open([waiting()], {
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
        reason: 'Fixes the index',
        confirm: 'production',
        idempotencyKey: expect.stringMatching(UUID),
      },
    ]);
  });

  it('is followed until what runs is healthy', async () => {
    const { become } = open([waiting()], {
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
    expect(await screen.findByText(/waiting until it is healthy/)).toBeVisible();
    become(waiting({ operation: operation('Succeeded'), sync: 'Synced' }));
    expect(
      await screen.findByText('blog-api is deployed and healthy in production'),
    ).toBeVisible();
  });

  it('says why it failed', async () => {
    const { become } = open([waiting()], {
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
  });

  it('is tried again with the same key where no answer came', async () => {
    const { sent, answers } = open([waiting()], {
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
    const { sent } = open([waiting()], {
      answers: {
        plan: () => plan(),
        sync: () =>
          receipt({ outcome: 'refused', message: 'another operation is running' }),
      },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Refused; nothing was changed');
    expect(alert).toHaveTextContent('another operation is running');
    await click('Back to the plan');
    await screen.findByRole('row', { name: /Image blog-api/ });
    expect(sent('/sync/plan')).toHaveLength(2);
  });

  it('says that nobody knows, and shows what is seen of it', async () => {
    const { become } = open([waiting()], {
      answers: {
        plan: () => plan(),
        sync: () => receipt({ outcome: 'unknown', message: 'No answer in 10 s' }),
      },
    });
    await click('Sync');
    await sign();
    await click('Sync');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /it may or may not have been done.*No answer in 10 s/,
    );
    become(waiting({ operation: operation('Running') }));
    expect(await screen.findByText('Deploying')).toBeVisible();
  });

  it('is asked about again when only some resources are meant', async () => {
    const { sent } = open([waiting()], { answers: { plan: () => plan() } });
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
    await waitFor(() => expect(sent('/sync/plan')).toHaveLength(2));
    expect(sent('/sync/plan').at(-1)).toEqual({
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
    });
  });

  it('waits for the end of a sync window, and says when that is', async () => {
    open([waiting()], {
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
    expect(obstacle).toHaveTextContent('Changes to production rest on Fridays.');
    expect(obstacle).toHaveTextContent(/Until in (2|3) h/);
    expect(screen.getByRole('button', { name: 'Sync' })).toBeDisabled();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('warns of resources that the dry run fails for', async () => {
    open([waiting()], {
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

  it('gives the focus back where it was', async () => {
    open([waiting()], { answers: { plan: () => plan() } });
    await click('Sync');
    expect(
      await screen.findByRole('heading', { name: /Sync blog-api/ }),
    ).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      screen.getByRole('button', { name: 'Actions for blog-api in production' }),
    ).toHaveFocus();
  });

  it('speaks Japanese', async () => {
    open([waiting()], {
      language: 'ja',
      answers: {
        plan: () =>
          plan({ obstacles: [{ kind: 'operation-running', message: 'busy' }] }),
      },
    });
    await click('同期');
    expect(await dialog()).toHaveAccessibleName('production の blog-api を同期');
    expect(await screen.findByText('別の操作が実行中です')).toBeVisible();
    expect(
      screen.getByRole('button', { name: '実行中の操作を停止' }),
    ).toBeEnabled();
    expect(screen.getByRole('button', { name: '同期する' })).toBeDisabled();
  });
});

describe('whoever may not', () => {
  it('sees why and whom to ask, as a member of another team', async () => {
    const { requests } = open([waiting()], {
      denied: /application/,
      groups: ['group:default/media'],
    });
    await openMenu('production');
    expect(screen.queryByRole('button', { name: 'Sync' })).toBeNull();
    const item = await screen.findByRole('menuitem', { name: 'Sync' });
    await waitFor(() => expect(item).toHaveAttribute('aria-disabled', 'true'));
    expect(item).toHaveAccessibleDescription(
      'You may not do this to blog-api. Ask blog or the platform team to do it, or to give you access.',
    );
    await userEvent.click(item);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(requests.map(({ path }) => path)).not.toContain(
      expect.stringContaining('sync'),
    );
  });

  it('sees that a protected environment needs more, as an owner', async () => {
    open([application('staging'), waiting()], { denied: /protected/ });
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
    const refresh = await screen.findByRole('menuitem', { name: 'Refresh' });
    expect(refresh).toHaveAttribute('aria-disabled', 'false');
  });

  it('is told by the backend where the page did not know', async () => {
    open([waiting()], {
      answers: { plan: problem(403, 'Not allowed') },
    });
    await click('Sync');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You may not do this');
    expect(alert).toHaveTextContent('the platform team');
  });
});

describe('a rollback', () => {
  const earlier = deployment('production', {
    id: 'earlier',
    images: [{ name: BLOG_API, tag: '0.1.40' }],
  });

  it('goes back to a deployment of the timeline', async () => {
    const { sent } = open([waiting()], {
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
    await click('Roll back');
    await screen.findByText(/Argo CD has taken it/);
    expect(sent('/rollback')).toEqual([
      {
        target: TARGET,
        deploymentId: 'earlier',
        idempotencyKey: expect.stringMatching(UUID),
      },
    ]);
  });

  it('that auto-sync would undo is offered as a pull request', async () => {
    const { sent, answers } = open([waiting({ autoSync: true })], {
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
    expect(shown).toHaveAccessibleName('Promote blog-api 0.1.40 to production');
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

  it('is not offered where there is nothing to go back to', async () => {
    open([waiting()], {
      deployments: [
        deployment('production', { id: 'failed', phase: 'Failed' }),
        deployment('production', { startedAt: minutesAgo(2) }),
      ],
    });
    await screen.findByRole('button', { name: /Actions for/ });
    expect(screen.queryByRole('button', { name: /Roll back/ })).toBeNull();
  });
});

describe('what has no plan', () => {
  it('stops what runs', async () => {
    const running = { ...operation('Running'), startedBy: 'ren.ito' };
    const { become, sent } = open(
      [application('dev', { operation: running })],
      {
        answers: {
          terminate: () =>
            receipt({ action: 'terminate', target: { ...TARGET, instance: 'dev' } }),
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
    become(
      application('dev', { operation: { ...running, phase: 'Failed' } }),
    );
    expect(await screen.findByText('Stopped')).toBeVisible();
  });

  it('repeats a deployment that failed', async () => {
    const { become, sent } = open(
      [
        waiting({
          operation: {
            ...operation('Failed', { message: 'migrate exited 1' }),
            startedAt: minutesAgo(10),
          },
        }),
      ],
      { answers: { retry: () => receipt({ action: 'retry' }) } },
    );
    await click('Retry');
    expect(await dialog()).toHaveTextContent('migrate exited 1');
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

  it('refreshes without a question, and says when it is done', async () => {
    const { sent } = open([waiting()], {
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
    const { answers } = open([waiting()], {
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
