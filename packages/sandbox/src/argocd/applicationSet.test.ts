import {
  defaultApplicationSet,
  expandApplicationSet,
  isMeantFor,
  parseApplicationSets,
  type ApplicationSet,
} from './applicationSet';
import {
  deployFiles,
  FakeRepositories,
} from './__testUtils__/FakeRepositories';

const AUTHOR = { name: 'Kei Watanabe', email: 'kei.watanabe@hanabi.example' };
const ENVIRONMENTS = ['dev', 'staging', 'production'];

function repositoriesWith(names: Record<string, string[]>): FakeRepositories {
  const repositories = new FakeRepositories();
  for (const [name, environments] of Object.entries(names)) {
    repositories.push(name, {
      author: AUTHOR,
      message: 'Create',
      files: { 'README.md': name, ...deployFiles(name, '0.1.1', environments) },
    });
  }
  return repositories;
}

function setWith(change: { filters: string; name?: string }): ApplicationSet {
  const [set] = parseApplicationSets(`
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: services}
spec:
  generators:
    - scmProvider:
        github: {organization: hanabi}
        filters: ${change.filters}
  template:
    metadata: {name: '${change.name ?? '{{ .repository }}'}'}
    spec:
      project: services
      source: {repoURL: '{{ .url }}', path: deploy/dev, targetRevision: '{{branch}}'}
      destination: {server: https://kubernetes.default.svc, namespace: '{{repository}}'}
`);
  if (!set) throw new Error('Not an ApplicationSet.');
  return set;
}

describe('ApplicationSets', () => {
  it('make one application for each repository with the path', async () => {
    const repositories = repositoriesWith({
      'blog-api': ENVIRONMENTS,
      'design-tokens': [],
      timeline: ['production'],
    });

    const found = await expandApplicationSet(
      setWith({ filters: '[{pathsExist: [deploy/dev/application.yaml]}]' }),
      repositories,
    );

    expect(found).toEqual([
      expect.objectContaining({
        name: 'blog-api',
        repository: 'blog-api',
        applicationSet: 'services',
        spec: {
          project: 'services',
          source: {
            repoURL: 'http://127.0.0.1:8930/hanabi/blog-api.git',
            path: 'deploy/dev',
            targetRevision: 'main',
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: 'blog-api',
          },
        },
      }),
    ]);
  });

  it.each([
    ["[{repositoryMatch: '^blog-'}]", ['blog-api', 'blog-web']],
    ['[{pathsDoNotExist: [deploy/dev]}]', ['blog-web']],
    ['[{pathsExist: [deploy/dev], repositoryMatch: checkout}]', ['checkout']],
    [
      '[{repositoryMatch: checkout}, {repositoryMatch: web}]',
      ['blog-web', 'checkout'],
    ],
    ['[]', ['blog-api', 'blog-web', 'checkout']],
  ])('filters %s', async (filters, expected) => {
    const repositories = repositoriesWith({
      'blog-api': ['dev'],
      'blog-web': [],
      checkout: ['dev'],
    });
    const found = await expandApplicationSet(
      setWith({ filters }),
      repositories,
    );
    expect(found.map(({ name }) => name)).toEqual(expected);
  });

  it('leave another organisation alone', async () => {
    const set = defaultApplicationSet('somebody-else', 'dev', true);
    const repositories = repositoriesWith({ 'blog-api': ['dev'] });
    await expect(expandApplicationSet(set, repositories)).resolves.toEqual([]);
  });

  it('are meant for the environment that their path or filters name', () => {
    const set = setWith({
      filters: '[{pathsExist: [deploy/dev/application.yaml]}]',
    });
    const anywhere = setWith({ filters: '[]' });
    const isMeant = (
      which: ApplicationSet,
      path: string,
      environment: string,
    ) => isMeantFor(which, path, environment, ENVIRONMENTS);

    expect(isMeant(set, 'argocd/services.yaml', 'dev')).toBe(true);
    expect(isMeant(set, 'argocd/services.yaml', 'production')).toBe(false);
    expect(isMeant(anywhere, 'argocd/services-staging.yaml', 'staging')).toBe(
      true,
    );
    expect(isMeant(anywhere, 'argocd/services-staging.yaml', 'dev')).toBe(
      false,
    );
    expect(isMeant(anywhere, 'argocd/all.yaml', 'production')).toBe(true);
  });

  it('are found among other objects of a file', () => {
    const text = JSON.stringify(setWith({ filters: '[]' }));
    const file = `kind: AppProject\n---\n${text}\n---\nnot: [closed`;
    expect(parseApplicationSets(file)).toHaveLength(1);
  });
});
