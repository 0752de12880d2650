import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { differenceSchema } from '@michi/plugin-deploy-status-common';
import { anApplication } from '../__testUtils__/anApplication';
import { FakeComparisons, fakeCommit } from '../__testUtils__/FakeComparisons';
import type { SourceRevision } from '../domain/observed';
import { GitHubComparer } from '../upstream/GitComparer';
import { GitHubClients } from '../upstream/GitHubClients';
import { DifferenceService } from './DifferenceService';
import { EntityIndex } from './EntityIndex';
import { StatusBoard } from './StatusBoard';

const REF = 'component:default/blog-api';
let github: FakeComparisons;
let comparer: GitHubComparer | undefined;

beforeEach(async () => {
  github = new FakeComparisons();
  github.commits = Array.from({ length: 200 }, (_, number) =>
    fakeCommit(number),
  );
  await github.start();
});
afterEach(async () => {
  await comparer?.close();
  await github.stop();
});

/** A commit of the example repository, by its number. */
const at = (number: number, repo = 'hanabi/blog-api'): SourceRevision => ({
  id: fakeCommit(number).sha,
  repoUrl: `${github.url}/${repo}.git`,
});

/** What is deployed, by instance; the environment is the name before the dot. */
function setup(
  deployed: Record<string, SourceRevision[]>,
  options: { againMs?: number } = {},
) {
  const names = Object.keys(deployed);
  const board = new StatusBoard(
    names.map(name => ({
      name,
      url: 'https://argo.example',
      frontendUrl: 'https://argo.example',
      credentials: { type: 'token', token: 't' },
      environment: name.split('.')[0] ?? name,
      protected: false,
    })),
  );
  for (const [instance, revisions] of Object.entries(deployed)) {
    board
      .book(instance)
      .put(anApplication('blog-api', { instance, revisions }));
  }
  const logger = mockServices.logger.mock();
  const host = new URL(github.url).host;
  comparer = new GitHubComparer(
    new GitHubClients(
      ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [
              { host, apiBaseUrl: `${github.url}/api/v3`, token: 'secret' },
            ],
          },
        }),
      ),
      { logger, deadlineMs: 500 },
    ),
  );
  const service = new DifferenceService({
    entities: new EntityIndex({
      catalog: catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'blog-api',
              namespace: 'default',
              annotations: { 'argocd/app-name': 'blog-api' },
            },
          },
        ],
      }),
      auth: mockServices.auth(),
      logger,
    }),
    board,
    comparer,
    logger,
    ...options,
  });
  return async () => {
    const found = await service.differences(REF);
    return found.map(one => differenceSchema.parse(one));
  };
}

describe('the difference between environments', () => {
  it('is told for each step to production, with the commits, the newest first', async () => {
    const ask = setup({
      dev: [at(9)],
      staging: [at(9)],
      production: [at(5)],
    });
    expect(await ask()).toEqual([
      {
        behind: 'staging',
        ahead: 'dev',
        state: 'same',
        commits: 0,
        newest: [],
      },
      {
        behind: 'production',
        ahead: 'staging',
        state: 'ahead',
        commits: 4,
        newest: [9, 8, 7, 6].map(number => ({
          id: fakeCommit(number).sha,
          author: 'Yuki Sato',
          message: `Change ${number}`,
          committedAt: fakeCommit(number).date,
          url: `${github.url}/hanabi/blog-api/commit/${fakeCommit(number).sha}`,
        })),
        url: expect.stringContaining('/hanabi/blog-api/compare/'),
      },
    ]);
    expect(github.requests).toEqual([
      expect.objectContaining({ authorization: 'Bearer secret' }),
    ]);
  });

  it('has at most the fifty newest commits', async () => {
    const [one] = await setup({ dev: [at(161)], production: [at(41)] })();
    expect(one?.commits).toBe(120);
    expect(one?.newest).toHaveLength(50);
    expect(one?.newest[0]?.id).toBe(fakeCommit(161).sha);
    expect(one?.newest.at(-1)?.id).toBe(fakeCommit(112).sha);
    expect(github.requests).toHaveLength(3);
  });

  it('may be that production is ahead', async () => {
    const [one] = await setup({ dev: [at(5)], production: [at(9)] })();
    expect(one).toMatchObject({ state: 'behind', commits: 0, newest: [] });
  });

  it('is asked for once, however many people look', async () => {
    let answer = () => {};
    github.before = new Promise(resolve => {
      answer = resolve;
    });
    const ask = setup({ dev: [at(9)], production: [at(5)] });
    const together = Promise.all(Array.from({ length: 20 }, ask));
    answer();
    await together;
    await ask();
    expect(github.requests).toHaveLength(1);
  });

  it('is not known while the Git host fails, and asked for again in a while', async () => {
    github.failsWith = 500;
    const ask = setup({ dev: [at(9)], production: [at(5)] }, { againMs: 300 });
    expect((await ask())[0]).toMatchObject({
      state: 'unknown',
      problem: expect.stringContaining('does not answer'),
      problemKind: 'unreachable',
    });
    const asked = github.requests.length;
    github.failsWith = undefined;
    await ask();
    expect(github.requests).toHaveLength(asked);
    const until = Date.now() + 5_000;
    while ((await ask())[0]?.state === 'unknown' && Date.now() < until) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect((await ask())[0]?.state).toBe('ahead');
  });

  it.each<[string, () => Record<string, SourceRevision[]>, string, string]>([
    [
      'nothing is deployed',
      () => ({ dev: [at(9)], production: [] }),
      'Nothing has been deployed to production yet.',
      'not-deployed',
    ],
    [
      'the repositories differ',
      () => ({ dev: [at(9)], production: [at(5, 'hanabi/other')] }),
      'dev and production are deployed from different repositories.',
      'other-repositories',
    ],
    [
      'a region is behind',
      () => ({
        dev: [at(9)],
        'production.tokyo': [at(5)],
        'production.osaka': [at(4)],
      }),
      'More than one revision runs in production at the moment.',
      'several-revisions',
    ],
    [
      'it is a chart',
      () => ({
        dev: [
          { id: '1.2.0', chart: 'blog-api', repoUrl: 'https://charts.example' },
        ],
        production: [
          { id: '1.1.0', chart: 'blog-api', repoUrl: 'https://charts.example' },
        ],
      }),
      'What runs in dev comes from a chart or an artifact, which has no commits to compare.',
      'no-commits',
    ],
    [
      'the host cannot compare',
      () => ({
        dev: [{ ...at(9), repoUrl: 'https://gitlab.example/a/b.git' }],
        production: [{ ...at(5), repoUrl: 'https://gitlab.example/a/b.git' }],
      }),
      'Commits can be compared on GitHub and GitHub Enterprise, where they are configured under integrations. gitlab.example is neither.',
      'unsupported-host',
    ],
    [
      'a commit is gone',
      () => ({ dev: [at(900)], production: [at(5)] }),
      'The Git host does not know one of the commits, or the portal may not read the repository.',
      'not-found',
    ],
  ])(
    'is not known where %s',
    async (_title, deployed, problem, problemKind) => {
      const [one] = await setup(deployed())();
      expect(one).toMatchObject({
        state: 'unknown',
        newest: [],
        problem,
        problemKind,
      });
      expect(one?.commits).toBeUndefined();
    },
  );

  it('is what the code has where a chart comes with it', async () => {
    const chart = (id: string) => ({
      id,
      chart: 'blog-api',
      repoUrl: 'https://charts.example',
    });
    const [one] = await setup({
      dev: [chart('1.0.0'), at(9)],
      production: [chart('1.0.0'), at(5)],
    })();
    expect(one).toMatchObject({ state: 'ahead', commits: 4 });
  });

  it('needs two environments', async () => {
    expect(await setup({ dev: [at(9)] })()).toEqual([]);
  });
});
