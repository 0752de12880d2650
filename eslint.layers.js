/**
 * The layers of ARCHITECTURE.md as lint rules, on top of Backstage's own:
 *
 * - calls to other systems live in `upstream/` folders and go through
 *   `@michi/upstream-node`;
 * - SQL lives in `store/` folders;
 * - `-common` packages run in the browser and in Node, so they import neither
 *   a backend nor React;
 * - plugins and templates know other systems by protocol only, so nothing
 *   under `plugins/` imports the sandbox;
 * - `domain/` is pure: it imports models and nothing that reads or writes.
 */
const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

const restrict = (names, message) => names.map(name => ({ name, message }));

const HTTP = restrict(
  [
    'undici',
    'node-fetch',
    'cross-fetch',
    'axios',
    'got',
    'http',
    'https',
    'node:http',
    'node:https',
  ],
  'Calls to other systems belong in an upstream/ folder and go through @michi/upstream-node.',
);
const SQL = restrict(
  ['knex', 'pg'],
  'SQL belongs in a store/ folder, behind the interface of the store.',
);
const IO = restrict(
  [
    'fs',
    'node:fs',
    'fs/promises',
    'node:fs/promises',
    'express',
    '@michi/upstream-node',
    '@backstage/backend-plugin-api',
  ],
  'domain/ is pure: time, randomness, configuration and data are arguments.',
);
const SANDBOX = restrict(
  ['@michi/sandbox'],
  'Plugins know other systems by URL, token and protocol only.',
);
const FETCH = {
  selector: "CallExpression[callee.name='fetch']",
  message:
    'Calls to other systems belong in an upstream/ folder; in the browser use fetchApiRef.',
};

// These packages are the ones that speak HTTP by trade.
const SPEAKS_HTTP = ['upstream-node', 'sandbox', 'bench', 'launcher'];

module.exports = function layers(dir) {
  const name = path.basename(dir);
  const isPlugin = path.basename(path.dirname(dir)) === 'plugins';
  const speaksHttp = SPEAKS_HTTP.includes(name);

  const always = isPlugin ? SANDBOX : [];
  const http = speaksHttp ? [] : HTTP;
  const common = name.endsWith('-common')
    ? [
        ...restrict(
          [
            'react',
            'express',
            '@backstage/backend-plugin-api',
            '@backstage/core-plugin-api',
            '@backstage/frontend-plugin-api',
          ],
          'A -common package runs in the browser and in Node.',
        ),
      ]
    : [];
  const paths = extra => ({
    'no-restricted-imports': [
      'error',
      { paths: [...always, ...common, ...extra] },
    ],
  });

  return createConfig(dir, {
    restrictedSrcImports: [...always, ...common, ...http, ...SQL],
    restrictedTestImports: always,
    restrictedSrcSyntax: speaksHttp ? [] : [FETCH],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
    },
    overrides: [
      {
        files: ['src/upstream/**/*.ts'],
        excludedFiles: ['**/*.test.*'],
        rules: { ...paths(SQL), 'no-restricted-syntax': 'off' },
      },
      {
        files: ['src/store/**/*.ts'],
        excludedFiles: ['**/*.test.*'],
        rules: paths(http),
      },
      {
        files: ['src/domain/**/*.ts'],
        excludedFiles: ['**/*.test.*'],
        rules: paths([...http, ...SQL, ...IO]),
      },
      {
        files: ['**/*.test.*'],
        rules: { '@typescript-eslint/no-explicit-any': 'off' },
      },
    ],
  });
};
