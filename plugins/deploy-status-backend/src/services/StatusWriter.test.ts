import { mockServices } from '@backstage/backend-test-utils';
import { aDeployment } from '../__testUtils__/aDeployment';
import { anApplication } from '../__testUtils__/anApplication';
import type { StoredName } from '../store/StatusStore';
import { StatusWriter } from './StatusWriter';

it('removes what went together in one go, and what went later by its own time', async () => {
  const removed: Array<[StoredName[], string]> = [];
  const store: ConstructorParameters<typeof StatusWriter>[0] = {
    saveContact: async () => {},
    saveDeployments: async () => ({ added: 0 }),
    saveApplications: async () => {},
    removeApplications: async (names, before) => {
      removed.push([names, before.toISOString()]);
    },
  };
  let now = Date.parse('2026-11-23T10:00:00Z');
  const writer = new StatusWriter(
    store,
    mockServices.logger.mock(),
    () => (now += 1),
  );
  const name = (of: string) => ({ namespace: 'argocd', name: of });
  const gone = (...names: string[]) =>
    writer.changes('dev', {
      changed: [],
      touched: [],
      removed: names.map(name),
    });
  gone('a', 'b');
  gone('c');
  await writer.stop();
  const dev = (of: string) => ({ instance: 'dev', ...name(of) });
  expect(removed).toEqual([
    [[dev('a'), dev('b')], '2026-11-23T10:00:00.001Z'],
    [[dev('c')], '2026-11-23T10:00:00.002Z'],
  ]);
});

it('stores no operation that is past its retention, however often Argo CD tells of it', async () => {
  const stored: string[] = [];
  const store: ConstructorParameters<typeof StatusWriter>[0] = {
    saveContact: async () => {},
    saveDeployments: async deployments => {
      stored.push(...deployments.map(({ startedAt }) => startedAt));
      return { added: 0 };
    },
    saveApplications: async () => {},
    removeApplications: async () => {},
  };
  const now = Date.parse('2026-11-23T10:00:00.000Z');
  const writer = new StatusWriter(
    store,
    mockServices.logger.mock(),
    () => now,
    60_000,
  );
  const kept = '2026-11-23T09:59:00.000Z';
  const deployments = ['2019-05-01T10:00:00.000Z', kept].map(startedAt =>
    aDeployment({ startedAt }),
  );
  const application = anApplication('blog-api');
  const changed = [{ application, deployments }];
  writer.changes('dev', { changed, touched: [], removed: [] });
  await writer.stop();
  expect(stored).toEqual([kept]);
});
