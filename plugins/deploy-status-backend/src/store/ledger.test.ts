import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { ledgerOf, lives, sightingsOf } from '../__testUtils__/ledgerOf';
import { SimulatedApplication } from '../__testUtils__/SimulatedApplication';
import type { ObservedDeployment } from '../domain/observed';
import { DatabaseStatusStore } from './DatabaseStatusStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Two Applications, each frame seen by one replica or several, in their own orders. */
const worlds = fc.tuple(lives, lives).chain(both => {
  const frames = both.flatMap(({ vela, steps }, index) => {
    const application = new SimulatedApplication(`api-${index}`, vela, index);
    steps.forEach(step => application.play(step));
    return application.frames.map(frame => sightingsOf([frame]));
  });
  const seen = fc.shuffledSubarray(frames, { minLength: frames.length });
  return fc
    .tuple(seen, fc.shuffledSubarray(frames), fc.shuffledSubarray(frames))
    .map(replicas => ({ frames, replicas }));
});

it('is the same in PostgreSQL, whatever replicas write at once and in which order', async () => {
  const knex = await databases.init('POSTGRES_18');
  const store = await DatabaseStatusStore.create(
    mockServices.database.mock({ getClient: async () => knex }),
  );
  const write = async (frames: ObservedDeployment[][]) => {
    for (let i = 0; i < frames.length; i += 7) {
      await store.saveDeployments(frames.slice(i, i + 7).flat());
    }
  };
  await fc.assert(
    fc.asyncProperty(worlds, async ({ frames, replicas }) => {
      await knex('deployments').delete();
      await Promise.all(replicas.map(write));
      const { deployments, total } = await store.findDeployments({
        applications: [0, 1].map(index => ({
          instance: 'dev',
          name: `api-${index}`,
        })),
        since: new Date(0),
        limit: 1_000,
      });
      const expected = ledgerOf(frames.flat());
      expect(total).toBe(expected.length);
      expect(
        [...deployments].sort((a, b) =>
          `${a.uid}/${a.startedAt}` < `${b.uid}/${b.startedAt}` ? -1 : 1,
        ),
      ).toEqual(expected);
    }),
    { numRuns: 25, seed: 4 },
  );
});
