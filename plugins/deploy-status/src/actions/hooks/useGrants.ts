import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  deployStatusPromotePermission,
  deployStatusProtectedPermission,
  deployStatusRefreshPermission,
  deployStatusRetryPermission,
  deployStatusRollbackPermission,
  deployStatusSyncPermission,
  deployStatusTerminatePermission,
  type OperationAction,
} from '@michi/plugin-deploy-status-common';
import { useMemo } from 'react';

/**
 * Whether a person may do something. `denied` says what is missing: the
 * permission for the action, or the one for protected environments.
 */
export type Grant = 'checking' | 'granted' | 'denied' | 'denied-protected';

/** What the person may do to an entity's Applications, in environments of either kind. */
export type Grants = (action: OperationAction, isProtected: boolean) => Grant;

/** Asks what the signed-in person may do to the entity; the backend asks again. */
export function useGrants(entityRef: string): Grants {
  const sync = useGrant(deployStatusSyncPermission, entityRef);
  const rollback = useGrant(deployStatusRollbackPermission, entityRef);
  const terminate = useGrant(deployStatusTerminatePermission, entityRef);
  const refresh = useGrant(deployStatusRefreshPermission, entityRef);
  const retry = useGrant(deployStatusRetryPermission, entityRef);
  const promote = useGrant(deployStatusPromotePermission, entityRef);
  const inProtected = useGrant(deployStatusProtectedPermission, entityRef);
  return useMemo(() => {
    const grants = { sync, rollback, terminate, refresh, retry, promote };
    return (action, isProtected) => {
      const grant = grants[action];
      // To refresh changes nothing that runs.
      if (grant !== 'granted' || !isProtected || action === 'refresh') {
        return grant;
      }
      return inProtected === 'denied' ? 'denied-protected' : inProtected;
    };
  }, [sync, rollback, terminate, refresh, retry, promote, inProtected]);
}

function useGrant(
  permission: ResourcePermission,
  resourceRef: string,
): 'checking' | 'granted' | 'denied' {
  const { loading, allowed, error } = usePermission({
    permission,
    resourceRef,
  });
  if (loading) return 'checking';
  // Where it cannot be asked now, whoever tries is told by the backend.
  return allowed || error ? 'granted' : 'denied';
}
