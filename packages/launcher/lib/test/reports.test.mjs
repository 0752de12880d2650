import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromJest } from './jestReport.mjs';
import { fromPlaywright } from './playwrightReport.mjs';
import { summary } from './result.mjs';
import { fromSummary } from './scripts.mjs';
import { select } from './selection.mjs';

/**
 * @param {string} title
 * @param {string} status
 * @param {string} [group]
 */
const jestTest = (title, status, group = 'store') => ({
  ancestorTitles: [group],
  fullName: `${group} ${title}`,
  status,
  failureMessages:
    status === 'failed' ? ['\u001b[31mexpected 1\u001b[39m'] : [],
});

test("Jest's tests are counted, skipped ones named, failures told without colours", () => {
  const result = fromJest(
    {
      testResults: [
        {
          name: '/r/plugins/a/src/a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            jestTest('writes', 'passed'),
            jestTest('reads', 'failed'),
            jestTest('needs MICHI_RECORDINGS', 'pending'),
            ...['1', '2', '3', '4'].map(n =>
              jestTest(n, 'pending', 'recorded'),
            ),
          ],
        },
        {
          name: '/r/plugins/a/src/b.test.ts',
          status: 'failed',
          message: 'Cannot find module "./b"',
          assertionResults: [],
        },
      ],
    },
    '/r',
  );
  assert.equal(summary(result), '1 passed, 2 failed, 5 skipped');
  assert.deepEqual(result.skipped, [
    { name: 'plugins/a/src/a.test.ts: store needs MICHI_RECORDINGS', count: 1 },
    { name: 'plugins/a/src/a.test.ts: recorded', count: 4 },
  ]);
  assert.match(
    result.failures[0] ?? '',
    /a\.test\.ts\n {2}store reads\n\nexpected 1$/,
  );
  assert.match(result.failures[1] ?? '', /b\.test\.ts\n\nCannot find module/);
});

test("Playwright's tests are counted, with the reason of a skip", () => {
  const result = fromPlaywright({
    suites: [
      {
        title: 'create.test.ts',
        specs: [
          {
            title: 'creates',
            tests: [{ status: 'expected', annotations: [], results: [{}] }],
          },
          {
            title: 'lints',
            tests: [
              {
                status: 'skipped',
                annotations: [{ type: 'skip', description: 'no actionlint' }],
                results: [],
              },
            ],
          },
        ],
        suites: [
          {
            title: 'inner',
            specs: [
              {
                title: 'breaks',
                tests: [
                  {
                    status: 'unexpected',
                    annotations: [],
                    results: [{ error: { message: 'boom' } }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
    errors: [{ message: 'no such file' }],
  });
  assert.equal(summary(result), '1 passed, 2 failed, 1 skipped');
  assert.deepEqual(result.skipped, [
    { name: 'create.test.ts › lints', count: 1, reason: 'no actionlint' },
  ]);
  assert.match(
    result.failures[0] ?? '',
    /create\.test\.ts › inner › breaks\n\nboom/,
  );
});

test("a script's last line is its result", () => {
  const text =
    'ok\nskipped: go tests, because go is missing\n3 passed, 0 failed, 1 skipped\n';
  const result = fromSummary(text, 0, 'x.log');
  assert.equal(summary(result), '3 passed, 0 failed, 1 skipped');
  assert.equal(result.skipped[0]?.name, 'go tests, because go is missing');
});

test('of a script that fails, what failed is shown', () => {
  const text =
    'passed  a\nfailed  b\n  expected 1\n  got 2\npassed  c\n2 passed, 1 failed, 0 skipped\n';
  const { failures } = fromSummary(text, 1, 'x.log');
  assert.deepEqual(failures, [
    'failed  b\n  expected 1\n  got 2\n\n(all of it in x.log)',
  ]);
});

test('a script that ends without a result, or badly, has failed', () => {
  assert.equal(
    summary(fromSummary('Segmentation fault', 139, 'x.log')),
    '0 passed, 1 failed, 0 skipped',
  );
  assert.equal(
    summary(fromSummary('3 passed, 0 failed, 0 skipped', 1, 'x.log')),
    '3 passed, 1 failed, 0 skipped',
  );
});

/** @type {import('../workspaces.mjs').Workspace[]} */
const packages = [
  'deploy-status',
  'deploy-status-common',
  'sandbox',
  'app',
].map(name => ({
  name: `@michi/${name}`,
  dir: `/r/plugins/${name}`,
  manifest: {
    scripts:
      name === 'app' ? undefined : { test: 'backstage-cli package test' },
  },
}));

test('words choose parts and packages', () => {
  /** @param {string[]} words */
  const chosen = words => {
    const { parts, packages: found } = select(words, packages);
    return [[...parts], found.map(({ dir }) => dir.split('/').pop())];
  };
  assert.deepEqual(chosen(['deploy-status']), [
    ['unit'],
    ['deploy-status', 'deploy-status-common'],
  ]);
  assert.deepEqual(chosen(['lint', 'e2e']), [['lint', 'e2e'], []]);
  assert.deepEqual(chosen(['unit'])[1], [
    'deploy-status',
    'deploy-status-common',
    'sandbox',
  ]);
  assert.equal(select([], packages).parts.has('e2e'), true);
  assert.throws(() => select(['deplyo'], packages), {
    message: /neither a part/,
  });
});
