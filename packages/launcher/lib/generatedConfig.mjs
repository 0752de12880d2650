import { at, listAt } from './config.mjs';
import {
  CATALOG_PATH,
  GITHUB_ORGANISATION,
  IMAGE_REGISTRY,
  PEOPLE,
} from './organisation.mjs';

/**
 * @typedef {object} Parts
 * @property {unknown} config what the person's files say, merged
 * @property {number} port of the portal
 * @property {number} [frontendPort] of the development server, if there is one
 * @property {string} launcherToken
 * @property {string} importToken brings the sandbox's deployments into the portal
 * @property {{host: string, port: number, user: string, password: string} | undefined} database
 * @property {import('./sandbox.mjs').SandboxAddresses | undefined} sandbox
 * @property {import('./plan.mjs').Plan} plan
 */

/**
 * The address the person gave, if it is not merely the local default.
 *
 * @param {unknown} url
 */
function publicUrl(url) {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return isLoopback(hostname) ? undefined : url;
}

/**
 * Who can sign in: the example organisation's people, where that is what the
 * catalog shows and nobody has said otherwise.
 *
 * @param {Parts} parts
 */
function signInConfig({ config, sandbox }) {
  const own = at(config, 'auth.providers.people');
  if (own === undefined && !sandbox?.github) return { auth: { providers: {} } };
  return {
    auth: {
      providers: {
        people: {
          ...(own === undefined && { people: PEOPLE }),
          // Signing in takes no password, which is fine only where nobody but
          // this machine reaches the portal.
          ...(isLoopback(listenHost(config)) && {
            allowOutsideDevelopment: true,
          }),
        },
      },
    },
  };
}

/** @param {unknown} config */
function listenHost(config) {
  const host = at(config, 'backend.listen.host');
  return typeof host === 'string' ? host : '127.0.0.1';
}

/** @param {string} host */
function isLoopback(host) {
  return ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host);
}

/** @param {Parts} parts */
function githubConfig({ config, sandbox }) {
  if (!sandbox?.github) return {};
  const { url, token } = sandbox.github;
  return {
    integrations: {
      github: [
        ...listAt(config, 'integrations.github'),
        { host: new URL(url).host, apiBaseUrl: `${url}/api/v3`, token },
      ],
    },
    michi: {
      goldenPath: {
        githubHost: new URL(url).host,
        githubOrganisation: GITHUB_ORGANISATION,
        imageRegistry: IMAGE_REGISTRY,
      },
    },
    catalog: {
      locations: [
        ...listAt(config, 'catalog.locations'),
        {
          type: 'url',
          target: `${url}${CATALOG_PATH}`,
          rules: [{ allow: ['User', 'Group'] }],
        },
      ],
    },
  };
}

/** @param {Parts} parts */
function argocdConfig({ sandbox }) {
  if (!sandbox?.argocd) return {};
  return {
    deployStatus: {
      instances: sandbox.argocd.map(({ name, url, token }) => ({
        name,
        url,
        token,
        labels: { environment: name },
      })),
    },
  };
}

/**
 * What goes last to the backend: everything that depends on ports, secrets or
 * the sandbox.
 *
 * @param {Parts} parts
 * @returns {Record<string, unknown>}
 */
export function generatedConfig(parts) {
  const { config, port, frontendPort, database, launcherToken } = parts;
  const { importToken, sandbox } = parts;
  const local = `http://localhost:${port}`;
  const frontend = frontendPort ? `http://localhost:${frontendPort}` : local;
  return withoutSubstitution({
    app: {
      baseUrl: publicUrl(at(config, 'app.baseUrl')) ?? frontend,
      ...(frontendPort && {
        listen: { host: 'localhost', port: frontendPort },
      }),
    },
    backend: {
      baseUrl: publicUrl(at(config, 'backend.baseUrl')) ?? local,
      listen: { host: listenHost(config), port },
      ...(frontendPort && {
        cors: {
          origin: frontend,
          methods: ['GET', 'HEAD', 'PATCH', 'POST', 'PUT', 'DELETE'],
          credentials: true,
        },
      }),
      // The page is served over plain http here; Backstage's default would
      // have the browser ask for everything over https.
      csp: {
        'upgrade-insecure-requests': false,
        'connect-src': ["'self'", 'http:', 'https:'],
      },
      auth: {
        externalAccess: [
          ...listAt(config, 'backend.auth.externalAccess'),
          {
            type: 'static',
            options: { token: launcherToken, subject: 'michi-launcher' },
            accessRestrictions: [{ plugin: 'catalog' }],
          },
          ...(sandbox?.argocd
            ? [
                {
                  type: 'static',
                  options: { token: importToken, subject: 'michi-sandbox' },
                  accessRestrictions: [
                    {
                      plugin: 'deploy-status',
                      permission: 'deploy-status.deployments.import',
                    },
                  ],
                },
              ]
            : []),
        ],
      },
      ...(database && {
        database: {
          client: 'pg',
          connection: {
            host: database.host,
            port: database.port,
            user: database.user,
            password: database.password,
          },
        },
      }),
    },
    ...signInConfig(parts),
    ...githubConfig(parts),
    ...argocdConfig(parts),
  });
}

/**
 * What we carry over from the person's files is resolved already; a `${` left
 * in it is meant literally.
 *
 * @template T
 * @param {T} value
 * @returns {T}
 */
function withoutSubstitution(value) {
  return JSON.parse(
    JSON.stringify(value, (_key, part) =>
      typeof part === 'string' ? part.replaceAll('${', () => '$${') : part,
    ),
  );
}

/** @param {Record<string, unknown>} config */
export function asYaml(config) {
  return `# Written by the launcher at each start; changes here are lost.
# Yours belong into app-config.local.yaml. (JSON is YAML.)
${JSON.stringify(config, null, 2)}
`;
}
