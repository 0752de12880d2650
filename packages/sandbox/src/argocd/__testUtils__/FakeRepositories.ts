import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Change, Commit, Push, Repositories } from '../../world';

interface Revision extends Commit {
  files: Map<string, string>;
  touched: string[];
}

/** Repositories in memory, for tests that need no Git. */
export class FakeRepositories implements Repositories {
  readonly organisation = 'hanabi';
  private readonly repositories = new Map<string, Revision[]>();
  private readonly pushes = new EventEmitter();

  /** A commit at a time of one's own; makes the repository if it is new. */
  push(repository: string, change: Change, date = new Date()): string {
    const revisions = this.repositories.get(repository) ?? [];
    const before = revisions.at(-1);
    const files = new Map(before?.files);
    for (const [path, text] of Object.entries(change.files)) {
      if (text === null) files.delete(path);
      else files.set(path, text);
    }
    const sha = createHash('sha1')
      .update(JSON.stringify([repository, revisions.length, change]))
      .digest('hex');
    revisions.push({
      sha,
      author: change.author,
      date: date.toISOString(),
      message: change.message,
      files,
      touched: Object.keys(change.files),
    });
    this.repositories.set(repository, revisions);
    const push: Push = {
      repository,
      branch: 'main',
      ...(before && { before: before.sha }),
      after: sha,
    };
    this.pushes.emit('push', push);
    return sha;
  }

  remove(repository: string): void {
    this.repositories.delete(repository);
  }

  async list() {
    return [...this.repositories.keys()].sort();
  }

  cloneUrl(repository: string) {
    return `http://127.0.0.1:8930/${this.organisation}/${repository}.git`;
  }

  async head(repository: string) {
    return this.repositories.get(repository)?.at(-1)?.sha;
  }

  async readFile(repository: string, path: string, revision: string) {
    return this.at(repository, revision)?.files.get(path);
  }

  async listFiles(repository: string, folder: string, revision: string) {
    const files = [...(this.at(repository, revision)?.files.keys() ?? [])];
    return files
      .filter(path => folder === '' || path.startsWith(`${folder}/`))
      .sort();
  }

  async commit(repository: string, sha: string): Promise<Commit | undefined> {
    const found = this.at(repository, sha);
    return found && this.toCommit(found);
  }

  async log(repository: string, options: { path?: string; limit: number }) {
    const { path } = options;
    const revisions = [...(this.repositories.get(repository) ?? [])];
    return revisions
      .reverse()
      .filter(
        ({ touched }) =>
          path === undefined ||
          touched.some(file => file === path || file.startsWith(`${path}/`)),
      )
      .slice(0, options.limit)
      .map(revision => this.toCommit(revision));
  }

  async write(repository: string, change: Change) {
    return this.push(repository, change);
  }

  onPush(listener: (push: Push) => void) {
    this.pushes.on('push', listener);
    return () => this.pushes.off('push', listener);
  }

  private at(repository: string, revision: string): Revision | undefined {
    return this.repositories
      .get(repository)
      ?.find(({ sha }) => sha === revision);
  }

  private toCommit({ sha, author, date, message }: Revision): Commit {
    return { sha, author, date, message };
  }
}

const DAY = 86_400_000;
const MIHO = { name: 'Miho Tanaka', email: 'miho.tanaka@hanabi.example' };
const FLUX = { name: 'fluxcdbot', email: 'fluxcdbot@hanabi.example' };

/** A KubeVela Application as a service keeps it in `deploy/<environment>/application.yaml`. */
export function velaApplication(
  name: string,
  environment: string,
  tag: string,
): string {
  return `apiVersion: core.oam.dev/v1beta1
kind: Application
metadata:
  name: ${name}
spec:
  components:
    - name: ${name}
      type: webservice
      properties:
        image: ghcr.io/hanabi/${name}:${tag} # {"$imagepolicy": "flux-system:${name}-${environment}"}
        ports:
          - port: 8080
            expose: true
`;
}

/** Files of one deployment change in every environment. */
export const deployFiles = (
  name: string,
  tag: string,
  environments = ['dev', 'staging', 'production'],
) =>
  Object.fromEntries(
    environments.map(environment => [
      `deploy/${environment}/application.yaml`,
      velaApplication(name, environment, tag),
    ]),
  );

/** A few services with ninety days of deployments up to `now`. */
export function exampleRepositories(now = new Date()): FakeRepositories {
  const repositories = new FakeRepositories();
  const names = ['blog-api', 'checkout', 'profile', 'search-api', 'timeline'];
  for (const [index, name] of names.entries()) {
    for (let build = 1; build <= 14; build += 1) {
      const age = (15 - build) * 6 * DAY - index * 3_600_000;
      repositories.push(
        name,
        {
          author: build === 1 ? MIHO : FLUX,
          message: `Release ${name} 0.1.${build}`,
          files: deployFiles(name, `0.1.${build}`),
        },
        new Date(now.getTime() - age),
      );
    }
  }
  return repositories;
}
