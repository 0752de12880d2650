import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonValue } from '@backstage/types';
import { GoldenPathOptions } from '../config';
import { GithubRepositories, Repository } from '../upstream/GithubRepositories';
import { createCheckServiceAction } from './checkService';

const entity = (
  kind: string,
  name: string,
  more?: Partial<Entity>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
});
const person = (name: string, ...groups: string[]) =>
  entity('User', name, {
    relations: groups.map(group => ({
      type: 'memberOf',
      targetRef: `group:default/${group}`,
    })),
  });

const ENTITIES = [
  entity('Group', 'blog'),
  entity('Group', 'media'),
  entity('System', 'blogging'),
  entity('Component', 'blog-api', { spec: { owner: 'group:default/blog' } }),
  person('yuki', 'blog'),
  person('kei', 'platform'),
];
const GOLDEN_PATH: GoldenPathOptions = {
  githubHost: 'ghe.example.com',
  githubOrganisation: 'acme',
  imageRegistry: 'registry.example.com/acme',
  goModulePrefix: 'ghe.example.com/acme',
  teamAccess: 'maintain',
};
const TAKEN: Repository = {
  fullName: 'acme/old-service',
  htmlUrl: 'https://ghe.example.com/acme/old-service',
  cloneUrl: 'https://ghe.example.com/acme/old-service.git',
  defaultBranch: 'main',
};

describe('michi:service:check', () => {
  async function check(
    input: {
      name?: string;
      description?: string;
      owner?: string;
      system?: string;
    },
    options: {
      user?: string;
      goldenPath?: GoldenPathOptions | null;
      checkpoints?: Map<string, JsonValue | void>;
    } = {},
  ) {
    const { user = 'user:default/yuki', goldenPath = GOLDEN_PATH } = options;
    const checkpoints = options.checkpoints ?? new Map();
    const repositories: GithubRepositories = {
      find: async ref => (ref.name === 'old-service' ? TAKEN : undefined),
      recentCommits: async () => [],
      grantTeam: async () => true,
    };
    const action = createCheckServiceAction({
      options: {
        goldenPath: goldenPath ?? undefined,
        platformEngineers: ['group:default/platform'],
      },
      catalog: catalogServiceMock({ entities: ENTITIES }),
      repositories,
    });
    const output = jest.fn();
    await action.handler({
      ...createMockActionContext({
        input: {
          name: 'comment-service',
          owner: 'group:default/blog',
          ...input,
        },
      }),
      user: user ? { ref: user } : undefined,
      output,
      async checkpoint({ key, fn }) {
        if (!checkpoints.has(key)) {
          checkpoints.set(key, await fn());
        }
        return checkpoints.get(key);
      },
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('answers with every name that follows from the configuration', async () => {
    await expect(check({ system: 'blogging' })).resolves.toEqual({
      repoUrl: 'ghe.example.com?owner=acme&repo=comment-service',
      projectSlug: 'acme/comment-service',
      image: 'registry.example.com/acme/comment-service',
      registryHost: 'registry.example.com',
      goModule: 'ghe.example.com/acme/comment-service',
      entityRef: 'component:default/comment-service',
      owner: 'group:default/blog',
      ownerName: 'blog',
      codeOwner: '@acme/blog',
      system: 'system:default/blogging',
    });
  });

  it.each([
    [{ name: 'a"b' }, /"a"b" cannot be the name of a service\. Use lower-case/],
    [{ name: '../x' }, /Use lower-case/],
    [{ name: 'x'.repeat(300) }, /300 characters; use 3 to 40/],
    [{ name: 'コメント' }, /Use lower-case/],
    [{ description: 'see ${{ secrets.X }}' }, /GitHub Actions would evaluate/],
    [
      { name: 'blog-api' },
      /already has a component "blog-api", owned by group:default\/blog/,
    ],
    [{ name: 'old-service' }, /already has a repository acme\/old-service/],
    [{ owner: 'group:default/gone' }, /no group "gone"/],
    [{ owner: 'user:default/yuki' }, /is not a group/],
    [{ owner: 'group:default/media' }, /not a member of media/],
    [{ system: 'nowhere' }, /no system "nowhere"/],
  ])('refuses %j', async (input, message) => {
    await expect(check(input)).rejects.toThrow(message);
  });

  it('lets platform engineers create a service for any team', async () => {
    await expect(
      check({ owner: 'group:default/media' }, { user: 'user:default/kei' }),
    ).resolves.toMatchObject({ owner: 'group:default/media' });
  });

  it('refuses whoever is not signed in or not in the catalog', async () => {
    await expect(check({}, { user: '' })).rejects.toThrow(/Sign in/);
    await expect(check({}, { user: 'user:default/stranger' })).rejects.toThrow(
      /does not know user:default\/stranger/,
    );
  });

  it('says what a platform engineer has to configure', async () => {
    await expect(check({}, { goldenPath: null })).rejects.toThrow(
      /michi\.goldenPath\.githubOrganisation/,
    );
  });

  it('does not trip over what the same task created before', async () => {
    const checkpoints = new Map<string, JsonValue>([
      ['name-is-free.acme/old-service', { name: 'old-service' }],
    ]);
    await expect(
      check({ name: 'old-service' }, { checkpoints }),
    ).resolves.toMatchObject({ projectSlug: 'acme/old-service' });
  });
});
