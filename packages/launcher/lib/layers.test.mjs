import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import { ROOT } from './paths.mjs';

// Only the rules that eslint.layers.js sets; other rules have other opinions.
const GUARDS = [
  'import/no-restricted-paths',
  'no-restricted-globals',
  'no-restricted-syntax',
];
const eslint = new ESLint({ cwd: ROOT });

/**
 * What the guards say of a file that does not exist. What it imports of its own
 * package must exist.
 *
 * @param {string} file
 * @param {string} code
 */
async function guardsOn(file, code) {
  const [result] = await eslint.lintText(code, {
    filePath: path.join(ROOT, file),
  });
  assert.ok(result);
  const fatal = result.messages.find(message => message.fatal);
  assert.equal(fatal, undefined, `${code}: ${fatal?.message}`);
  return result.messages.filter(({ ruleId }) => GUARDS.includes(ruleId ?? ''));
}

const BACKEND = 'plugins/deploy-status-backend/src';
const FRONTEND = 'plugins/deploy-status/src';

/** @type {[protects: string, file: string, code: string[]][]} */
const CAUGHT = [
  [
    'a route asks services, never the store or another system',
    `${BACKEND}/routes/probe.ts`,
    [
      `import { DatabaseStatusStore } from '../store/DatabaseStatusStore';`,
      `import type { StatusStore } from '../store/StatusStore';`,
      `import { ArgoCdClient } from '../upstream/ArgoCdClient';`,
      `const later = import('../store/StatusStore');`,
      `const now = require('../store/StatusStore');`,
      `type Store = import('../store/StatusStore').StatusStore;`,
    ],
  ],
  [
    'a store knows only the domain',
    `${BACKEND}/store/probe.ts`,
    [
      `import { StatusService } from '../services/StatusService';`,
      `import { toModel } from '../upstream/toModel';`,
      `import { statusRoutes } from '../routes/status';`,
      `export * from '../config';`,
    ],
  ],
  [
    'a client of another system knows neither services nor the store',
    `${BACKEND}/upstream/probe.ts`,
    [
      `import { StatusService } from '../services/StatusService';`,
      `import { StatusStore } from '../store/StatusStore';`,
    ],
  ],
  [
    'a service does not know who asks',
    `${BACKEND}/services/operations/probe.ts`,
    [
      `import { statusRoutes } from '../../routes/status';`,
      `import { registerActions } from '../../actions/registerActions';`,
      `import { deployStatusPlugin } from '../../plugin';`,
    ],
  ],
  [
    'the domain knows no other layer',
    `${BACKEND}/domain/insights/probe.ts`,
    [
      `import { readDeployStatusConfig } from '../../config';`,
      `import { deployStatusApi } from '../../api';`,
      `import { statusRoutes } from '../../routes/status';`,
      `import { wire } from '../../upstream/wire';`,
      `const store = require('../../store/StatusStore');`,
    ],
  ],
  [
    'the domain imports only what cannot read or write',
    `${BACKEND}/domain/probe.ts`,
    [
      `import { LRUCache } from 'lru-cache';`,
      `import { ScmIntegrations } from '@backstage/integration';`,
      `import { createContractRouter } from '@michi/contract-node';`,
      `import type { Knex } from 'knex';`,
      `import { readFile } from 'node:fs/promises';`,
      `const fs = import('node:fs');`,
      `const fs = require('fs');`,
    ],
  ],
  [
    'time, chance and surroundings are given to the domain',
    `${BACKEND}/domain/probe.ts`,
    [
      `export const now = Date.now();`,
      `export const now = new Date();`,
      `export const now = Date();`,
      `const { now } = Date;`,
      `export const chance = Math.random();`,
      `export const home = process.env.HOME;`,
      `export const home = globalThis.process.env.HOME;`,
      `import { randomUUID } from 'node:crypto';`,
      `import * as everything from 'node:crypto';`,
      `export const id = crypto.randomUUID();`,
      `setTimeout(() => {}, 5);`,
      `fetch('https://example.com');`,
    ],
  ],
  [
    'a model in the browser knows neither views nor where its data comes from',
    `${FRONTEND}/servicePage/model/probe.tsx`,
    [
      `import { Fragment } from 'react';`,
      `import { QueryView } from '@michi/status-react';`,
      `export { QueryView } from '@michi/status-react';`,
      `import { useApi } from '@backstage/core-plugin-api';`,
      `import { deployStatusApiRef } from '../../api/deployStatusApi';`,
      `import { useEntityStatus } from '../../hooks/useDeployStatus';`,
      `import { StateBadge } from '../../components/StateBadge';`,
      `export const now = Date.now();`,
      `export const here = window.location.href;`,
    ],
  ],
  [
    'what asks for data in the browser does not know who shows it',
    `${FRONTEND}/api/probe.ts`,
    [
      `import { StateBadge } from '../components/StateBadge';`,
      `import { useEntityStatus } from '../hooks/useDeployStatus';`,
    ],
  ],
  [
    'a hook does not know who shows what it finds',
    `${FRONTEND}/teamPage/hooks/probe.tsx`,
    [`import { StateBadge } from '../../components/StateBadge';`],
  ],
  [
    'SQL stays in the store, however it is imported',
    `${BACKEND}/services/probe.ts`,
    [
      `import knex from 'knex';`,
      `export { Knex } from 'knex';`,
      `const knex = import('knex');`,
      `const knex = require('knex');`,
      `const pg = require('pg');`,
    ],
  ],
  [
    'another system is asked from upstream/ only',
    `${BACKEND}/services/probe.ts`,
    [
      `import { createUpstream } from '@michi/upstream-node';`,
      `import * as upstream from '@michi/upstream-node';`,
      `const upstream = import('@michi/upstream-node');`,
      `import { Octokit } from 'octokit';`,
      `fetch('https://example.com');`,
      `const ask = fetch;`,
      `const { fetch } = globalThis;`,
      `window.fetch.call(undefined, 'https://example.com');`,
      `new WebSocket('wss://example.com');`,
      `import { connect } from 'node:tls';`,
      `import https from 'https';`,
      `const undici = import('undici');`,
    ],
  ],
  [
    'upstream/ calls through @michi/upstream-node',
    `${BACKEND}/upstream/probe.ts`,
    [
      `fetch('https://example.com');`,
      `globalThis.fetch('https://example.com');`,
      `import { request } from 'undici';`,
      `import { request } from 'node:https';`,
    ],
  ],
  [
    'the browser asks through fetchApi',
    `${FRONTEND}/components/probe.tsx`,
    [
      `fetch('/api');`,
      `new EventSource('/api');`,
      `navigator.sendBeacon('/api');`,
    ],
  ],
  [
    'the sandbox stays unknown to plugins, and to their tests',
    `${BACKEND}/domain/probe.test.ts`,
    [`import { startSandbox } from '@michi/sandbox';`],
  ],
  [
    'what both sides share runs on both',
    'plugins/deploy-status-common/src/probe.ts',
    [
      `import { useState } from 'react';`,
      `import { Router } from 'express';`,
      `import { createHash } from 'node:crypto';`,
      `const fs = require('fs');`,
    ],
  ],
];

/** @type {[file: string, code: string][]} */
const ALLOWED = [
  [
    `${BACKEND}/domain/insights/probe.ts`,
    `import { NotFoundError } from '@backstage/errors';
     import { stringifyEntityRef } from '@backstage/catalog-model';
     import { conditionOf } from '@michi/plugin-deploy-status-common';
     import { hash } from 'node:crypto';
     import { z } from 'zod';
     import { compact } from '../compact';
     export const at = new Date('2026-01-01').getTime();`,
  ],
  [
    `${BACKEND}/upstream/probe.ts`,
    `import { createUpstream } from '@michi/upstream-node';
     import type { ArgoCdCredentials } from '../config';
     import { compact } from '../domain/compact';`,
  ],
  [
    `${BACKEND}/store/probe.ts`,
    `import type { Knex } from 'knex';
     import { compact } from '../domain/compact';`,
  ],
  [
    `${BACKEND}/services/operations/probe.ts`,
    `import { LRUCache } from 'lru-cache';
     import { UpstreamError } from '@michi/upstream-node';
     import { Once } from '../Once';
     import type { StatusStore } from '../../store/StatusStore';
     export const now = Date.now();`,
  ],
  [
    `${BACKEND}/domain/probe.test.ts`,
    `import knex from 'knex'; export const now = Date.now();`,
  ],
  [
    `${FRONTEND}/teamPage/model/probe.ts`,
    `import type { Tone } from '@michi/status-react';
     import { scaleTime } from 'd3-scale';
     import { placeName } from '../../model/places';`,
  ],
  [
    `${FRONTEND}/hooks/probe.ts`,
    `import { useState } from 'react';
     import { deployStatusApiRef } from '../api/deployStatusApi';
     export const ask = ({ fetch }: { fetch: () => void }) => fetch();`,
  ],
  [
    // Asks our own backend.
    'plugins/deploy-status-node/src/upstream/probe.ts',
    `fetch('http://localhost');`,
  ],
  ['packages/upstream-node/src/probe.ts', `import { Agent } from 'undici';`],
  [
    'packages/backend/src/probe.ts',
    `import { ServerResponse } from 'node:http';`,
  ],
];

for (const [protects, file, codes] of CAUGHT) {
  test(`lint guards: ${protects}`, async () => {
    for (const code of codes) {
      const found = await guardsOn(file, code);
      assert.notEqual(found.length, 0, `${file} may contain: ${code}`);
    }
  });
}

test('lint guards nothing that a layer needs', async () => {
  for (const [file, code] of ALLOWED) {
    const found = await guardsOn(file, code);
    assert.deepEqual(
      found.map(({ message }) => message),
      [],
      file,
    );
  }
});
