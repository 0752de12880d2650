import { mockServices } from '@backstage/backend-test-utils';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { FakeArgoCd } from '../__testUtils__/FakeArgoCd';
import { config } from '../__testUtils__/following';
import type { ApplicationVersion } from '../domain/observed';
import { ArgoCdClient } from './ArgoCdClient';

const fake = new FakeArgoCd();
const client = () =>
  ArgoCdClient.create(config('dev', fake), {
    logger: mockServices.logger.mock(),
  });
const { signal } = new AbortController();

beforeAll(async () => {
  await fake.start();
  fake.set(fakeApplication('one'));
  fake.set(fakeApplication('two'));
});
afterAll(() => fake.stop());

it('reads of a list what is not known in that version, and names the rest', async () => {
  const argoCd = client();
  const versions: ApplicationVersion[] = [];
  const all = await argoCd.list(signal, {
    isAwaited: true,
    isKnown: version => {
      versions.push(version);
      return false;
    },
  });
  expect(all.rows.map(({ application }) => application.name)).toEqual([
    'one',
    'two',
  ]);
  expect(versions).toEqual(
    all.rows.map(({ application: { namespace, name, ...rest } }) => ({
      namespace,
      name,
      uid: rest.uid,
      resourceVersion: rest.resourceVersion,
    })),
  );

  const known = new Set(versions.map(({ resourceVersion }) => resourceVersion));
  fake.set(fakeApplication('two', { health: 'Degraded' }), { silently: true });
  const again = await argoCd.list(signal, {
    isAwaited: false,
    isKnown: ({ resourceVersion }) => known.has(resourceVersion),
  });
  expect(again).toMatchObject({
    rows: [{ application: { name: 'two', health: 'Degraded' } }],
    unchanged: new Set(['argocd/one']),
  });
  await argoCd.close();
});
