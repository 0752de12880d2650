import { HostDiscovery } from '@backstage/backend-defaults/discovery';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * Backstage's own discovery. Once per plugin it warns that an address at
 * localhost is a mistake in production. `npm start` serves production style on
 * one machine on purpose: where the backend listens to this machine only, that
 * address is the right one, and there is nothing to warn about.
 */
export const discoveryFactory = createServiceFactory({
  service: coreServices.discovery,
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.logger,
  },
  async factory({ config, logger }) {
    const listen = config.getOptional('backend.listen');
    const host =
      typeof listen === 'object'
        ? config.getOptionalString('backend.listen.host')
        : undefined;
    const local = host !== undefined && LOOPBACK.includes(host);
    return HostDiscovery.fromConfig(config, local ? undefined : { logger });
  },
});
