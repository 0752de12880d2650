import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';

/**
 * Whether the person may create services. Yes until the answer is there, so
 * that for nearly everybody nothing moves.
 */
export function useMayCreateService(): boolean {
  const { loading, allowed } = usePermission({
    permission: taskCreatePermission,
  });
  return loading || allowed;
}
