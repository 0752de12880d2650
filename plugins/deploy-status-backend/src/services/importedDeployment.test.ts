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
  revision: '1.2.3',
  committedAt: '2026-11-23T09:00:00Z',
  images: [],
  imagesBefore: [],
};
const repoUrl = 'https://charts.example.com';
const cache = anApplication('cache', {
  revisions: [{ id: '1.2.4', repoUrl, chart: 'redis' }],
});

/** What a line says was deployed, and what of. */
function revisionsOf(more: Partial<ImportedDeployment>, known = cache) {
  const checked = importedDeployment(
    { ...line, ...more },
    {
      now: Date.parse('2026-11-24T00:00:00Z'),
      retentionMs: 7 * 24 * 60 * 60_000,
      instance: () => ({ frontendUrl: 'https://argo', namespace: 'argocd' }),
      application: () => known,
    },
  );
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
