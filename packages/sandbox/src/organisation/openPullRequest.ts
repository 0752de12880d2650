import { NotFoundError } from '@backstage/errors';
import { isoSeconds } from '../git/commitObject';
import { newPull } from '../github/newPull';
import type { Repository } from '../github/Repository';
import type { People } from './people';
import type { Service } from './services';

const SETTINGS = 'internal/settings/settings.go';
const LATER = 10 * 60_000;

/**
 * Leaves the service's pull request open, if it has one, on top of its last commit.
 *
 * @throws NotFoundError when the service has no such setting
 */
export async function openPullRequest(
  repository: Repository,
  service: Service,
  people: People,
): Promise<void> {
  const { pullRequest } = service;
  const [author] = people.of(service.team);
  const base = await repository.head();
  const parent = base && (await repository.git.commit(base));
  if (!pullRequest || !author || !parent) return;
  const { branch, constant, value } = pullRequest;
  const { git } = repository;

  const before = await git.blob(parent.sha, SETTINGS);
  const text = before?.content.toString() ?? '';
  const changed = text.replace(
    new RegExp(`(\\t${constant} = )\\d+`),
    `$1${value}`,
  );
  if (changed === text) {
    throw new NotFoundError(
      `services.yaml: the pull request of ${service.name} changes nothing, because ${constant} is missing or ${value} already.`,
    );
  }
  const date = new Date(Date.parse(parent.committer.date) + LATER);
  const sha = await git.writeBlob(Buffer.from(changed));
  const head = await git.writeCommit({
    tree: await git.writeTree(parent.sha, [
      { path: SETTINGS, mode: '100644', sha },
    ]),
    parents: [parent.sha],
    message: pullRequest.title,
    author: { ...author, date },
    committer: { ...author, date },
  });
  await git.moveBranch(branch, head, undefined);
  repository.update({
    updatedAt: repository.state.updatedAt,
    pulls: [
      newPull({
        number: 1,
        title: pullRequest.title,
        body: pullRequest.body,
        author: author.login,
        head: { ref: branch, sha: head },
        base: { ref: repository.state.defaultBranch, sha: parent.sha },
        now: isoSeconds(date),
      }),
    ],
  });
}
