const TRAILER = 'Michi-Task';

/** A commit message that names, as a Git trailer, the scaffolder task that made it. */
export function messageOf(subject: string, taskId: string): string {
  return `${subject}\n\n${TRAILER}: ${taskId}\n`;
}

/** Whether a commit's message names this task. */
export function wasMadeBy(message: string, taskId: string): boolean {
  return message
    .split('\n')
    .some(line => line.trim() === `${TRAILER}: ${taskId}`);
}
