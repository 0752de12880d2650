import { mockServices } from '@backstage/backend-test-utils';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { FakeArgoCd } from '../__testUtils__/FakeArgoCd';
import { config } from '../__testUtils__/following';
import { versionsOf } from '../domain/merge';
import { keyOf } from '../domain/observed';
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
  const all = await argoCd.list(signal, { known: [], isAwaited: true });
  expect(all).toMatchObject({
    rows: [{ application: { name: 'one' } }, { application: { name: 'two' } }],
    unchanged: new Set(),
  });

  const known = new Map(
    all.rows.map(({ application }) => [keyOf(application), application]),
  );
  fake.set(fakeApplication('two', { health: 'Degraded' }), { silently: true });
  const again = await argoCd.list(signal, {
    known: versionsOf(known),
    isAwaited: false,
  });
  expect(again).toMatchObject({
    rows: [{ application: { name: 'two', health: 'Degraded' } }],
    unchanged: new Set(['argocd/one']),
  });
  await argoCd.close();
});

it('is read slowly where nobody waits for it', async () => {
  const argoCd = client();
  const msOf = async (isAwaited: boolean) => {
    const began = performance.now();
    await argoCd.list(signal, { known: [], isAwaited });
    return performance.now() - began;
  };
  // Answered in several pieces, as two are too large for one.
  const large = { annotations: { note: 'x'.repeat(200_000) } };
  for (const name of ['one', 'two']) {
    const application = fakeApplication(name);
    Object.assign(application.metadata, large);
    fake.set(application, { silently: true });
  }
  await msOf(true);
  // 20 ms after each piece.
  expect(await msOf(false)).toBeGreaterThan(60);
  await argoCd.close();
});
