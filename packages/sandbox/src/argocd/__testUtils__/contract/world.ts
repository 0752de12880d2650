import {
  deployFiles,
  exampleRepositories,
  velaApplication,
  type FakeRepositories,
} from '../FakeRepositories';

const ORIGINAL_AUTHOR = {
  name: 'Miho Tanaka',
  email: 'miho.tanaka@hanabi.example',
};
const DAY = 86_400_000;

/** A Job that runs before each sync, as a service with a database has it. */
const MIGRATION = `apiVersion: batch/v1
kind: Job
metadata:
  name: slow-migrate
  annotations:
    argocd.argoproj.io/hook: PreSync
spec:
  template:
    spec:
      containers:
        - name: migrate
          image: ghcr.io/hanabi/slow-migrate:0.1.1
`;

/** Jobs before and after each sync. */
const HOOKS = (['PreSync', 'PostSync'] as const)
  .map(
    hook => `apiVersion: batch/v1
kind: Job
metadata:
  name: hooks-${hook.toLowerCase()}
  annotations:
    argocd.argoproj.io/hook: ${hook}
spec:
  template:
    spec:
      containers:
        - name: job
          image: ghcr.io/hanabi/hooks-job:0.1.1
`,
  )
  .join('---\n');

const applicationSet = (name: string, environment: string, extra: object) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name },
  spec: {
    goTemplate: true,
    generators: [
      {
        scmProvider: {
          github: { organization: 'hanabi' },
          filters: [
            {
              pathsExist: [`deploy/${environment}/application.yaml`],
              ...extra,
            },
          ],
        },
      },
    ],
    template: {
      metadata: {
        name: '{{ .repository }}',
        labels: { 'backstage.io/kubernetes-id': '{{ .repository }}' },
      },
      spec: {
        project: name === 'frozen' ? 'frozen' : 'default',
        source: {
          repoURL: '{{ .url }}',
          targetRevision: 'main',
          path: `deploy/${environment}`,
        },
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: '{{ .repository }}',
        },
        ...(name === 'retry' && {
          syncPolicy: {
            retry: {
              limit: 2,
              backoff: { duration: '2s', factor: 2, maxDuration: '1m' },
            },
          },
        }),
        ...(environment === 'dev' && {
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        }),
      },
    },
  },
});

const FROZEN_PROJECT = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'frozen' },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ server: '*', namespace: '*' }],
    syncWindows: [
      {
        kind: 'deny',
        schedule: '0 0 * * *',
        duration: '24h',
        applications: ['*'],
        timeZone: 'UTC',
        description: 'change freeze',
      },
    ],
  },
};

/** Repositories that play the parts of the applications on the recordings. */
export function contractWorld(): FakeRepositories {
  const repositories = exampleRepositories();
  const author = ORIGINAL_AUTHOR;
  const dayAgo = (days: number) => new Date(Date.now() - days * DAY);
  repositories.push('platform', {
    author,
    message: 'Discover the services of each environment',
    files: {
      'argocd/dev/services.yaml': JSON.stringify(
        applicationSet('services-dev', 'dev', {}),
      ),
      'argocd/production/services.yaml': JSON.stringify(
        applicationSet('services-production', 'production', {
          repositoryMatch: '^(?!frozen$|retry$)',
        }),
      ),
      'argocd/production/retry.yaml': JSON.stringify(
        applicationSet('retry', 'production', { repositoryMatch: '^retry$' }),
      ),
      'argocd/production/frozen.yaml': [
        JSON.stringify(FROZEN_PROJECT),
        JSON.stringify(
          applicationSet('frozen', 'production', {
            repositoryMatch: '^frozen$',
          }),
        ),
      ].join('\n---\n'),
    },
  });
  for (const name of ['plain', 'frozen']) {
    for (const build of [1, 2]) {
      repositories.push(
        name,
        {
          author,
          message: `Release ${name} 0.1.${build}`,
          files: deployFiles(name, `0.1.${build}`, ['production']),
        },
        dayAgo(9 - 4 * build),
      );
    }
  }
  repositories.push('oam', {
    author,
    message: 'Create oam',
    files: deployFiles('oam', '0.1.1', ['production']),
  });
  repositories.push('retry', {
    author,
    message: 'Put it where nothing is',
    files: {
      'deploy/production/application.yaml': velaApplication(
        'retry',
        'production',
        '0.1.1',
      ).replace('metadata:\n', 'metadata:\n  namespace: no-such-namespace\n'),
    },
  });
  repositories.push('hooks', {
    author,
    message: 'Look before and after each sync',
    files: {
      ...deployFiles('hooks', '0.1.1', ['production']),
      'deploy/production/jobs.yaml': HOOKS,
    },
  });
  repositories.push('slow', {
    author,
    message: 'Migrate before each sync',
    files: {
      'deploy/production/application.yaml': velaApplication(
        'slow',
        'production',
        '0.1.1',
      ),
      'deploy/production/migrate.yaml': MIGRATION,
    },
  });
  return repositories;
}

/** A commit of a new image tag, as Flux makes it. */
export function release(
  repositories: FakeRepositories,
  name: string,
  tag: string,
  environment: string,
): string {
  return repositories.push(name, {
    author: { name: 'fluxcdbot', email: 'fluxcdbot@hanabi.example' },
    message: `Release ${name} ${tag}`,
    files: deployFiles(name, tag, [environment]),
  });
}
