import type { ImportedDeployment } from '@michi/plugin-deploy-status-common';
import { anApplication } from '../__testUtils__/anApplication';
import { importedDeployment } from './importedDeployment';

const line: ImportedDeployment = {
  instance: 'dev',
  application: 'cache',
  project: 'default',
  phase: 'Succeeded',
  startedAt: '2026-11-23T10:00:00Z',
  finishedAt: '2026-11-23T10:01:00Z',
  automated: false,
  retries: 0,
  attempts: [],
  hooks: [],
  revision: '1.2.3',
  committedAt: '2026-11-23T09:00:00Z',
  images: [],
  imagesBefore: [],
};
const repoUrl = 'https://charts.example.com';
const cache = anApplication('cache', {
  revisions: [{ id: '1.2.4', repoUrl, chart: 'redis' }],
});

const check = (more: Partial<ImportedDeployment>, known = cache) =>
  importedDeployment(
    { ...line, ...more },
    {
      now: Date.parse('2026-11-24T00:00:00Z'),
      retentionMs: 7 * 24 * 60 * 60_000,
      instance: () => ({ frontendUrl: 'https://argo', namespace: 'argocd' }),
      application: () => known,
    },
  );

/** What a line says was deployed, and what of. */
function revisionsOf(more: Partial<ImportedDeployment>, known = cache) {
  const checked = check(more, known);
  return checked.problem === undefined
    ? [checked.deployment.revisions[0], checked.commit?.revision]
    : [checked.problem];
}

it('takes a version for one of the chart that the Application is known by', () => {
  const version = { id: '1.2.3', repoUrl, chart: 'redis' };
  expect(revisionsOf({})).toEqual([version, version]);
  expect(revisionsOf({ repoUrl })).toEqual([version, version]);
});

it('takes a revision of another repository for a commit of it', () => {
  const elsewhere = { id: '1.2.3', repoUrl: 'https://git/x.git' };
  expect(revisionsOf({ repoUrl: elsewhere.repoUrl })).toEqual([
    elsewhere,
    elsewhere,
  ]);
  const unknown = { id: '1.2.3' };
  expect(revisionsOf({}, anApplication('cache'))).toEqual([unknown, unknown]);
});

const failed = (number: number, finishedAt?: string) => ({
  number,
  phase: 'Failed' as const,
  ...(finishedAt && { finishedAt }),
});

it('keeps what it is told of attempts and hooks, the last attempt as the outcome', () => {
  const hook = {
    kind: 'Job',
    name: 'migrate',
    type: 'PreSync' as const,
    phase: 'Succeeded' as const,
    message: 'x'.repeat(1_001),
  };
  const checked = check({
    retries: 2,
    attempts: [
      { ...failed(1, '2026-11-23T19:00:20+09:00'), message: 'no\0 quota' },
      { number: 3, phase: 'Succeeded', message: 'synced' },
    ],
    hooks: [hook],
  });
  expect(checked).toMatchObject({
    deployment: {
      message: 'synced',
      attempts: [
        { ...failed(1, '2026-11-23T10:00:20.000Z'), message: 'no quota' },
      ],
      hooks: [{ ...hook, message: 'x'.repeat(1_000) }],
    },
  });
});

it.each([
  [{ retries: 3, attempts: [failed(2), failed(1)] }, /order.* 1 .* after .* 2/],
  [{ retries: 3, attempts: [failed(1), failed(1)] }, /order/],
  [{ attempts: [failed(2)] }, /an attempt 2 .*retries is 0/],
  [
    { retries: 1, attempts: [{ number: 1, phase: 'Succeeded' as const }] },
    /1 cannot have succeeded/,
  ],
  [{ attempts: [failed(1)] }, /the last one.* Failed.* is Succeeded/],
  [
    { retries: 1, attempts: [failed(1, '2026-11-23T09:59:00Z')] },
    /Attempt 1 ended before/,
  ],
  [
    { retries: 1, attempts: [failed(1, '2026-11-23T10:02:00Z')] },
    /after the deployment/,
  ],
])('refuses attempts that cannot be: %j', (more, reason) => {
  expect(check(more)).toEqual({ problem: expect.stringMatching(reason) });
});
