import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readOwnershipSettings } from './config';
import { OwnershipPolicy } from './OwnershipPolicy';

/** Makes ownership the policy of the permission backend. */
export const permissionModuleOwnership = createBackendModule({
  pluginId: 'permission',
  moduleId: 'ownership',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        policy.setPolicy(new OwnershipPolicy(readOwnershipSettings(config)));
      },
    });
  },
});
