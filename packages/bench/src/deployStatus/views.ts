import type { View } from './clients';
import { FLEET, instanceNames, serviceName, teamOf } from './fleet';
import type { Portal } from './portal';

const DAY_MS = 24 * 60 * 60_000;

/** The service whose page a client looks at in a round; all of them over time. */
export const viewed = (client: number, each: number): string =>
  serviceName((client * 101 + each * 977) % FLEET.services);

/** The team whose page a client looks at in a round. */
const viewedTeam = (client: number, each: number): string =>
  teamOf(((client * 7 + each) * FLEET.perTeam) % FLEET.services);

const since = (days: number) =>
  new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - days * DAY_MS);

/** The least that every page of an entity asks of a stock Backstage: the entity. */
export const catalogEntityView =
  (portal: Portal): View =>
  async (client, each) => {
    await portal.ask(
      client,
      `catalog/entities/by-name/component/default/${viewed(client, each)}`,
    );
  };

/** What the card on a service's page asks of our backend: what runs where. */
export const ourEntityView =
  (portal: Portal): View =>
  async (client, each) => {
    await portal.ask(
      client,
      `deploy-status/v1/entities/component/default/${viewed(client, each)}/status`,
    );
  };

/**
 * What a service's tab asks of our backend, with the history that the peers'
 * pages show: what runs where, the timeline, and the last deployments to each
 * environment. Not the commits between environments, which the peers do not
 * have, and which the Git host is asked for.
 */
export const ourTabView =
  (portal: Portal): View =>
  async (client, each) => {
    const name = viewed(client, each);
    const entityRefs = [`component:default/${name}`];
    const deployments = (body: object) =>
      portal.ask(client, 'deploy-status/v1/deployments', {
        entityRefs,
        ...body,
      });
    await Promise.all([
      ourEntityView(portal)(client, each),
      deployments({ since: since(30), limit: 200 }),
      // An instance without labels is an environment of its own.
      ...instanceNames.map(environment =>
        deployments({
          since: since(730),
          environments: [environment],
          limit: 20,
        }),
      ),
    ]);
  };

/** What a team's page asks of our backend. */
export const ourTeamView =
  (portal: Portal): View =>
  async (client, each) => {
    await portal.ask(client, 'deploy-status/v1/services', {
      owners: [`group:default/${viewedTeam(client, each)}`],
    });
  };

/** What the other views ask of our backend: home, insights, the Argo CDs, and whether anything changed. */
export const ourOtherViews =
  (portal: Portal): View =>
  async (client, each) => {
    await portal.ask(client, 'deploy-status/v1/statuses', {
      entityRefs: [`component:default/${viewed(client, each)}`],
    });
    await portal.ask(client, 'deploy-status/v1/version');
    await portal.ask(client, 'deploy-status/v1/instances');
    await portal.ask(client, 'deploy-status/v1/instances/syncs', {
      since: since(30),
    });
    await portal.ask(client, 'deploy-status/v1/insights', {
      scope: {
        kind: 'team',
        ref: `group:default/${viewedTeam(client, each)}`,
      },
      since: since(30),
    });
  };
