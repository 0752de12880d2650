import type { Environment, Service } from './services';

/** A Job that Argo CD runs as a hook of each sync. */
export function jobManifest(
  service: Service,
  environment: Environment,
  job: Service['jobs'][number],
  tag: string,
): string {
  return job === 'migration'
    ? migration(service.name, environment, tag)
    : smokeTest(service);
}

function migration(name: string, environment: Environment, tag: string) {
  return `# Brings the database to what this version needs, before anything of it runs.
# If it fails, Argo CD applies nothing: what ran before goes on.
apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}-migration
  annotations:
    argocd.argoproj.io/hook: PreSync
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: ghcr.io/hanabi/${name}:${tag} # {"$imagepolicy": "flux-system:${name}-${environment}"}
          args: [migrate]
`;
}

function smokeTest({ name, port }: Service) {
  return `# Asks for a page once the new version is healthy. A sync that fails here has
# deployed: roll back, or go on with a fix.
apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}-smoke-test
  annotations:
    argocd.argoproj.io/hook: PostSync
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded
spec:
  backoffLimit: 1
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: ask
          image: ghcr.io/hanabi/curl:8.16.0
          command: [curl, --fail, --max-time, '5', 'http://${name}:${port}/readyz']
`;
}
