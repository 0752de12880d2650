const TRAILER = 'Michi-Task';

/** A commit message that names, as a Git trailer, the scaffolder task that made it. */
export function messageOf(subject: string, taskId: string): string {
  return `${subject}\n\n${TRAILER}: ${taskId}\n`;
}

/** Whether a commit's message names this task. */
function wasMadeBy(message: string, taskId: string): boolean {
  return message
    .split('\n')
    .some(line => line.trim() === `${TRAILER}: ${taskId}`);
}

/** How far an earlier attempt of a task came with publishing its repository. */
export type Progress =
  | { reached: 'nothing' }
  | { reached: 'empty-repository' }
  | { reached: 'pushed'; sha: string }
  | { reached: 'somebody-else' };

/**
 * Where to go on with publishing. Asked only by a task that saw the name free
 * before, so that an empty repository of this name is its own.
 *
 * @param commits - of the repository, or undefined while there is none
 */
export function progressOf(
  commits: readonly { sha: string; message: string }[] | undefined,
  taskId: string,
): Progress {
  if (!commits) {
    return { reached: 'nothing' };
  }
  if (commits.length === 0) {
    return { reached: 'empty-repository' };
  }
  const own = commits.find(({ message }) => wasMadeBy(message, taskId));
  return own
    ? { reached: 'pushed', sha: own.sha }
    : { reached: 'somebody-else' };
}
