import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import workspaceDatabaseModule from '@backstage/plugin-scaffolder-backend-module-workspace-database';
import { JsonObject } from '@backstage/types';
import createKnex from 'knex';
import { parse } from 'yaml';
import { kubevelaModule } from '../module';

/** Folder of the template that the tests run. */
export const TEMPLATE_DIR = resolve(
  __dirname,
  '../../../../templates/go-service',
);

/** What a portal under test is started with; it survives a trip through JSON. */
export interface TestPortalOptions {
  /** Connection string of an empty PostgreSQL database. */
  connection: string;
  /** Integration of a FakeGithub. */
  github: { host: string; apiBaseUrl: string; token: string };
  workingDirectory: string;
}

/** The person who uses the portal under test, their teams, and a system. */
export const ENTITIES: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'mock', namespace: 'default' },
    spec: { memberOf: ['blog'] },
    relations: [{ type: 'memberOf', targetRef: 'group:default/blog' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'blog', namespace: 'default' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'blogging', namespace: 'default' },
    spec: { owner: 'group:default/blog' },
  },
];

/** `michi.goldenPath` of the portal under test. */
export function goldenPath(githubHost: string): JsonObject {
  return {
    githubHost,
    githubOrganisation: 'acme',
    imageRegistry: 'ghcr.io/acme',
    teamAccess: 'none',
  };
}

/**
 * Starts the real scaffolder with this module and the real template on a real
 * database. The catalog is in memory and believes every location at once.
 *
 * @returns the base URL of the scaffolder's API.
 */
export async function startTestPortal(
  options: TestPortalOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const file = resolve(TEMPLATE_DIR, 'template.yaml');
  const template: Entity = parse(readFileSync(file, 'utf8'));
  const location = pathToFileURL(file).href;
  template.metadata.annotations = {
    'backstage.io/managed-by-location': location.replace('file://', 'file:'),
  };
  const entities = [...ENTITIES, template];
  const catalog = Object.assign(catalogServiceMock({ entities }), {
    addLocation: async ({ target }: { target: string }) => {
      const [, name] = /\/([^/]+)\/tree\/main\//.exec(target) ?? [];
      catalog.getEntityByRef = async () => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: name ?? 'unknown' },
      });
      return {
        location: { id: '1', type: 'url', target },
        entities: [],
        exists: false,
      };
    },
  });
  const knex = createKnex({ client: 'pg', connection: options.connection });
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      workspaceDatabaseModule,
      kubevelaModule,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          backend: { workingDirectory: options.workingDirectory },
          integrations: { github: [options.github] },
          michi: { goldenPath: goldenPath(options.github.host) },
          scaffolder: {
            taskRecovery: {
              enabled: true,
              staleTimeout: { seconds: 2 },
              workspaceProvider: 'database',
            },
          },
        },
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
    ],
  });
  return {
    url: `http://127.0.0.1:${backend.server.port()}/api/scaffolder`,
    async stop() {
      await backend.stop();
      await knex.destroy();
    },
  };
}
