/**
 * The layers of ARCHITECTURE.md as lint rules, on top of Backstage's own. What
 * they catch is in packages/launcher/lib/layers.test.mjs.
 */
const { builtinModules } = require('node:module');
const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

/**
 * What a folder of a plugin may import from its package beside itself: folders,
 * or files by their name. What lies beside the folders (plugin.ts, the root of
 * a page) puts them together and may import all. Types count as well: who knows
 * the shape of a row depends on the store.
 */
const BACKEND = {
  domain: [],
  upstream: ['domain', 'config'],
  store: ['domain'],
  services: ['domain', 'upstream', 'store', 'config'],
  routes: ['services'],
  filters: ['domain'],
  // Those of the scaffolder are services themselves.
  actions: ['services', 'domain', 'upstream', 'config'],
};
const FRONTEND = {
  model: [],
  api: ['model'],
  hooks: ['api', 'model', 'ActionFlow', 'translation'],
  components: ['hooks', 'api', 'model', 'ActionFlow', 'translation', 'routes'],
};

/**
 * What a pure folder may import from other packages: nothing that reads or
 * writes. Of some it may know the types (`import type`).
 */
const PURE = {
  domain: {
    packages: [
      '@backstage/(errors|catalog-model|.*-common(/alpha)?)',
      '@michi/.*-common',
      'cron|yaml|zod',
      'node:(crypto|path|util)',
    ],
    types: [],
  },
  model: {
    packages: ['@backstage/errors', '@michi/.*-common', 'd3-scale', 'zod'],
    types: ['@michi/status-react'],
  },
};

/**
 * Where connections may be opened without `@michi/upstream-node`: in packages
 * that speak HTTP by trade, and where one of our plugins asks another.
 */
const SPEAKS_HTTP = {
  'upstream-node': 'everywhere',
  sandbox: 'everywhere',
  bench: 'everywhere',
  launcher: 'everywhere',
  'deploy-status-node': 'upstream',
};

/**
 * Forbids what a module of such a name offers, or only such names of it,
 * however it is imported.
 */
function from(pattern, message, names) {
  // A selector cannot hold a slash.
  const regex = `/${pattern.replaceAll('/', '\\u002F')}/`;
  const source = `[source.value=${regex}]`;
  const parts = names
    ? [
        `ImportDeclaration${source} > ImportDefaultSpecifier`,
        `ImportDeclaration${source} > ImportNamespaceSpecifier`,
        `ImportDeclaration${source} > ImportSpecifier[imported.name=/^(${names})$/]`,
        `ExportNamedDeclaration${source} > ExportSpecifier[local.name=/^(${names})$/]`,
      ]
    : [`ImportDeclaration${source}`, `ExportNamedDeclaration${source}`];
  const selector = [
    ...parts,
    `ExportAllDeclaration${source}`,
    `ImportExpression${source}`,
    `CallExpression[callee.name='require'][arguments.0.value=${regex}]`,
  ].join(', ');
  return { selector, message };
}

const globals = (names, message) => names.map(name => ({ name, message }));

const SQL = [
  from(
    '^(knex|pg)(/|$)',
    'SQL belongs in a store/ folder, behind the interface of the store.',
  ),
];

const THROUGH_UPSTREAM =
  'Calls to other systems belong in an upstream/ folder and go through @michi/upstream-node; in the browser use fetchApiRef.';
// Its errors are for everyone; opening a connection is not.
const CLIENTS = [
  from('^(octokit|@octokit/.*)$', THROUGH_UPSTREAM),
  from('^@michi/upstream-node$', THROUGH_UPSTREAM, 'createUpstream'),
];
const CONNECTS = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'];
const GLOBAL = '/^(globalThis|global|window|self)$/';
const CONNECTIONS = [
  from(
    '^(undici|node-fetch|cross-fetch|axios|got|superagent|ws)(/|$)',
    THROUGH_UPSTREAM,
  ),
  // Serving and types are for everyone.
  from(
    '^(node:)?(https?|http2|net|tls|dgram)$',
    THROUGH_UPSTREAM,
    'default|request|get|connect|createConnection|createSocket|Agent|ClientRequest|TLSSocket',
  ),
  ...[
    `MemberExpression[object.name=${GLOBAL}][property.name=/^(${CONNECTS.join('|')})$/]`,
    `VariableDeclarator[init.name=${GLOBAL}] > ObjectPattern > Property[key.name=/^(${CONNECTS.join('|')})$/]`,
    "MemberExpression[property.name='sendBeacon']",
  ].map(selector => ({ selector, message: THROUGH_UPSTREAM })),
];

const GIVEN = 'This folder is pure: time, randomness and data are given to it.';
const CHANCE_AND_TIME = [
  ...[
    "MemberExpression[object.name='Date'][property.name='now']",
    ":matches(NewExpression, CallExpression)[callee.name='Date'][arguments.length=0]",
    "MemberExpression[object.name='Math'][property.name='random']",
    'VariableDeclarator[init.name=/^(Date|Math)$/]',
  ].map(selector => ({ selector, message: GIVEN })),
  from(
    '^node:crypto$',
    GIVEN,
    'default|webcrypto|getRandomValues|(random|generate).*',
  ),
];
const SURROUNDINGS = globals(
  [
    ...['globalThis', 'global', 'process', 'crypto', 'performance'],
    ...['setTimeout', 'setInterval', 'setImmediate'],
    ...['window', 'self', 'document', 'navigator', 'location', 'history'],
    ...['localStorage', 'sessionStorage'],
  ],
  GIVEN,
);

// They would pass by the table of layers.
const HIDDEN_IMPORTS = {
  selector: ':matches(TSImportType, TSImportEqualsDeclaration)',
  message: 'Import it at the top of the file.',
};
const SANDBOX = from(
  '^@michi/sandbox(/|$)',
  'Plugins know other systems by URL, token and protocol only.',
);
const ONE_SIDED = from(
  '^(node:.*' +
    `|(${builtinModules.filter(name => !name.startsWith('_')).join('|')})` +
    '|react|express' +
    '|@backstage/(backend-.*|core-plugin-api|frontend-plugin-api)' +
    '|@(backstage|michi)/.*-(backend|node|react)(-module-.*)?' +
    ')(/.*)?$',
  'A -common package runs in the browser and in Node.',
);

const TESTS = ['**/*.test.*', '**/__testUtils__/**', '**/__mocks__/**'];

/** Forbids to import from the package what the table does not name. */
const onlyLayers = (dir, folder, allowed) => ({
  'import/no-restricted-paths': [
    'error',
    {
      basePath: dir,
      zones: [
        {
          target: 'src',
          from: 'src/**',
          except: [folder, ...allowed].map(
            name => `${dir}/src/**/${name}{/**,.ts,.tsx}`,
          ),
          message: `Of its package, ${folder}/ may import ${['itself', ...allowed].join(', ')}: see eslint.layers.js.`,
        },
      ],
    },
  ],
});

/** Forbids the packages that the table does not name, chance and time. */
function onlyPure(folder) {
  const { packages, types } = PURE[folder];
  const allBut = allowed =>
    from(
      `^(?![.]|(${allowed.join('|')})$)`,
      `${folder}/ is pure and imports only what eslint.layers.js lists for it.`,
    );
  const values = allBut(packages);
  return [
    {
      ...values,
      selector: `:matches(${values.selector}):not([importKind='type'])`,
    },
    allBut([...packages, ...types]),
    ...CHANCE_AND_TIME,
  ];
}

/** ESLint takes a rule without options for a change of its severity. */
const forbid = what => (what.length > 0 ? ['error', ...what] : 'off');

function tableOf(role) {
  if (role.startsWith('backend-plugin')) return BACKEND;
  return role.startsWith('frontend-plugin') ? FRONTEND : {};
}

module.exports = function layers(dir) {
  const name = path.basename(dir);
  const isPlugin = path.basename(path.dirname(dir)) === 'plugins';
  const { role } = require(path.join(dir, 'package.json')).backstage;
  const table = isPlugin ? tableOf(role) : {};

  const config = createConfig(dir, {
    restrictedTestSyntax: isPlugin ? [SANDBOX] : [],
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@backstage/no-mixed-plugin-imports': 'error',
    },
  });
  const [, ...backstages] = config.rules['no-restricted-syntax'];
  const everywhere = [
    ...backstages,
    ...(isPlugin ? [SANDBOX] : []),
    ...(name.endsWith('-common') ? [ONE_SIDED] : []),
  ];

  const guard = folder => {
    const speaksHttp = ['everywhere', folder].includes(SPEAKS_HTTP[name]);
    const isLayer = folder in table;
    const isPure = isLayer && folder in PURE;
    return {
      files: [
        folder === 'everywhere' ? 'src/**' : `src/**/${folder}/**/*.{ts,tsx}`,
      ],
      excludedFiles: TESTS,
      rules: {
        'no-restricted-syntax': forbid([
          ...everywhere,
          ...(folder === 'store' ? [] : SQL),
          ...(folder === 'upstream' || speaksHttp ? [] : CLIENTS),
          ...(speaksHttp ? [] : CONNECTIONS),
          ...(isLayer ? [HIDDEN_IMPORTS] : []),
          ...(isPure ? onlyPure(folder) : []),
        ]),
        'no-restricted-globals': forbid([
          ...(speaksHttp ? [] : globals(CONNECTS, THROUGH_UPSTREAM)),
          ...(isPure ? SURROUNDINGS : []),
        ]),
        ...(isLayer ? onlyLayers(dir, folder, table[folder]) : {}),
      },
    };
  };
  config.overrides.push(
    ...[
      'everywhere',
      ...new Set(['upstream', 'store', ...Object.keys(table)]),
    ].map(guard),
    { files: TESTS, rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  );
  return config;
};
