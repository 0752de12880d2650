import { createBackend } from '@backstage/backend-defaults';
import { discoveryFactory } from './discovery';
import { rootHttpRouterFactory } from './rootHttpRouter';

const backend = createBackend();
backend.add(discoveryFactory);
backend.add(rootHttpRouterFactory);

// Changes reach open browsers and other replicas. First, because a plugin that
// subscribes before events answers does without them.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

// The app, served from the same port
backend.add(import('@backstage/plugin-app-backend'));

// Who is there, and what may they do
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@michi/plugin-auth-backend-module-people'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@michi/plugin-permission-backend-module-ownership'));
backend.add(import('@backstage/plugin-user-settings-backend'));

// What there is
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));
backend.add(import('@backstage/plugin-techdocs-backend'));

// Creating services
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-workspace-database'),
);
backend.add(import('@michi/plugin-scaffolder-backend-module-kubevela'));

// What runs where
backend.add(import('@michi/plugin-deploy-status-backend'));

// The same operations for assistants
backend.add(import('@backstage/plugin-mcp-actions-backend'));

// A plugin that cannot start has said why in the log. Without an end here the
// process would stay and answer everything with 503.
backend.start().catch(async error => {
  process.stderr.write(`${error}\n`);
  await backend.stop();
  process.exit(1);
});
