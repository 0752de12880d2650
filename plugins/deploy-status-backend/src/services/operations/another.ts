import type { Obstacle } from '@michi/plugin-deploy-status-common';

/** Why nothing is done to an operation that nobody looked at. */
export const ANOTHER: Obstacle = {
  kind: 'another-operation',
  message:
    'Another operation has taken the place of the one that was meant. Look at it first.',
};

/** Whether an operation is not the one that started then; any will do where nothing is said. */
export function isAnother(
  operation: { startedAt: string } | undefined,
  startedAt: string | undefined,
): boolean {
  return (
    startedAt !== undefined &&
    operation !== undefined &&
    Date.parse(operation.startedAt) !== Date.parse(startedAt)
  );
}
