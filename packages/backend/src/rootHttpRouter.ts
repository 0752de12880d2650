import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepFirstWebSockets } from './firstWebSockets';
import { keepLocations } from './keepLocations';

/** What a request that is being answered has left once the backend stops. */
const GRACE_MS = 2000;

/**
 * Backstage's own HTTP router, but for what the catalog lets too many do. Left
 * alone it stops only when every connection has ended, and the plugins' own
 * subscriptions to events are requests that stay open for up to a minute:
 * stopping the portal would take as long.
 */
export const rootHttpRouterFactory = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults, lifecycle, server }) {
    keepLocations(app);
    applyDefaults();
    keepFirstWebSockets(server);
    lifecycle.addShutdownHook(async () => {
      await sleep(GRACE_MS, undefined, { ref: false });
      server.closeAllConnections();
    });
  },
});
