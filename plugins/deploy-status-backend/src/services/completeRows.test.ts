import { mockServices } from '@backstage/backend-test-utils';
import { anApplication } from '../__testUtils__/anApplication';
import type { ApplicationName } from '../domain/observed';
import { completeRows } from './completeRows';

it('asks first why something is degraded, where not everything can be asked for', async () => {
  const covered = Array.from({ length: 150 }, (_, id) =>
    anApplication(`vela-${id}`, { hasKubeVela: true }),
  );
  const degraded = anApplication('down', { health: 'Degraded' });
  const asked: string[] = [];
  const get = async ({ name }: ApplicationName) => {
    asked.push(name);
    return { application: anApplication(name) };
  };
  await completeRows({
    instance: 'dev',
    argoCd: { get },
    known: new Map(),
    rows: [...covered, degraded].map(application => ({ application })),
    apply: () => {},
    logger: mockServices.logger.mock(),
    signal: new AbortController().signal,
  });
  expect(asked).toHaveLength(100);
  expect(asked.slice(0, 2)).toEqual(['down', 'vela-0']);
});
