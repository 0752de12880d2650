/**
 * The layers of ARCHITECTURE.md as lint rules, on top of Backstage's own:
 *
 * - calls to other systems live in `upstream/` folders and go through
 *   `@michi/upstream-node`; the browser asks our backends through fetchApi;
 * - SQL lives in `store/` folders;
 * - `-common` packages run in the browser and in Node, so they import neither
 *   a backend, nor React, nor Node's own modules;
 * - plugins and templates know other systems by protocol only, so nothing
 *   under `plugins/` imports the sandbox;
 * - `domain/` is pure: it imports models and nothing that reads or writes;
 * - in the browser, `model/` is pure: `api/`, `hooks/` and views import it.
 */
const { builtinModules } = require('node:module');
const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

const restrict = (names, message) => names.map(name => ({ name, message }));

/**
 * Whatever is imported from a module whose name fits, however it is imported.
 * Selectors cannot hold a slash, so it is written as an escape.
 */
const noneFrom = (pattern, message) => ({
  selector: `:matches(ImportDeclaration, ImportExpression, ExportNamedDeclaration, ExportAllDeclaration)[source.value=/${pattern.replaceAll('/', '\\u002F')}/]`,
  message,
});

const THROUGH_UPSTREAM =
  'Calls to other systems belong in an upstream/ folder and go through @michi/upstream-node.';
const HTTP = [
  ...restrict(
    ['undici', 'node-fetch', 'cross-fetch', 'axios', 'got'],
    THROUGH_UPSTREAM,
  ),
  // Serving and types are for everyone.
  ...['http', 'https', 'http2'].flatMap(name =>
    [name, `node:${name}`].map(module => ({
      name: module,
      importNames: ['default', 'request', 'get', 'connect', 'Agent'],
      message: THROUGH_UPSTREAM,
    })),
  ),
];
// Its errors are for everyone; opening a connection is not.
const CLIENT = {
  name: '@michi/upstream-node',
  importNames: ['createUpstream'],
  message: THROUGH_UPSTREAM,
};
const FETCH = [
  "CallExpression[callee.name='fetch']",
  "CallExpression[callee.object.name=/^(globalThis|window|self)$/][callee.property.name='fetch']",
].map(selector => ({
  selector,
  message:
    'Calls to other systems belong in an upstream/ folder; in the browser use fetchApiRef.',
}));
const SQL = restrict(
  ['knex', 'pg'],
  'SQL belongs in a store/ folder, behind the interface of the store.',
);
const PURE =
  'domain/ is pure: time, randomness, configuration and data are arguments.';
const IO = restrict(
  [
    'fs',
    'node:fs',
    'fs/promises',
    'node:fs/promises',
    'child_process',
    'node:child_process',
    'express',
    '@michi/upstream-node',
    '@backstage/backend-plugin-api',
    '@backstage/catalog-client',
    '@backstage/plugin-catalog-node',
  ],
  PURE,
);
const OUTER_LAYERS = noneFrom(
  '^[.].*/(upstream|store|services|actions)(/|$)',
  PURE,
);
const VIEWS_AND_API = noneFrom(
  '^[.].*/(api|hooks|components|extensions)(/|$)',
  'model/ is pure: what it describes is given to it.',
);
const SANDBOX = noneFrom(
  '^@michi/sandbox(/|$)',
  'Plugins know other systems by URL, token and protocol only.',
);
const ONE_SIDED = noneFrom(
  '^(node:.*' +
    `|(${builtinModules.filter(name => !name.startsWith('_')).join('|')})` +
    '|react|express' +
    '|@backstage/(backend-.*|core-plugin-api|frontend-plugin-api)' +
    '|@(backstage|michi)/.*-(backend|node|react)(-module-.*)?' +
    ')(/.*)?$',
  'A -common package runs in the browser and in Node.',
);
// Backstage's own rule for the browser, which ours replaces.
const REACT_DEFAULT = {
  selector:
    "ImportDeclaration[source.value='react'] :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)",
  message: "Import what you need by name: import { useState } from 'react'.",
};

// These packages are the ones that speak HTTP by trade.
const SPEAKS_HTTP = ['upstream-node', 'sandbox', 'bench', 'launcher'];
const FRONTEND = ['frontend', 'frontend-plugin', 'web-library'];
const TESTS = ['**/*.test.*', '**/__testUtils__/**', '**/__mocks__/**'];

module.exports = function layers(dir) {
  const name = path.basename(dir);
  const { role } = require(path.join(dir, 'package.json')).backstage;
  const isFrontend = FRONTEND.some(one => role.startsWith(one));
  const speaksHttp = SPEAKS_HTTP.includes(name);

  const sandbox =
    path.basename(path.dirname(dir)) === 'plugins' ? [SANDBOX] : [];
  const fetching = speaksHttp ? [] : FETCH;
  const everywhere = [
    ...sandbox,
    ...(name.endsWith('-common') ? [ONE_SIDED] : []),
    ...(isFrontend ? [REACT_DEFAULT] : []),
  ];
  const syntax = restrictions => ({
    'no-restricted-syntax': ['error', ...everywhere, ...restrictions],
  });
  const imports = paths => ({
    'no-restricted-imports': ['error', { paths }],
  });
  const inFolder = (folder, rules) => ({
    files: [`src/**/${folder}/**/*.ts`],
    excludedFiles: TESTS,
    rules,
  });

  return createConfig(dir, {
    restrictedSrcImports: speaksHttp ? SQL : [...HTTP, CLIENT, ...SQL],
    restrictedSrcSyntax: [...everywhere, ...fetching],
    restrictedTestSyntax: sandbox,
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@backstage/no-mixed-plugin-imports': 'error',
      // Backstage's configuration for the browser sets this rule itself.
      ...(isFrontend ? syntax(fetching) : {}),
    },
    overrides: [
      inFolder('upstream', { ...imports(SQL), ...syntax([]) }),
      inFolder('store', imports(speaksHttp ? [] : [...HTTP, CLIENT])),
      inFolder('domain', {
        ...imports([...HTTP, ...SQL, ...IO]),
        ...syntax([...fetching, OUTER_LAYERS]),
      }),
      inFolder('model', syntax([...fetching, VIEWS_AND_API])),
      { files: TESTS, rules: { '@typescript-eslint/no-explicit-any': 'off' } },
    ],
  });
};
