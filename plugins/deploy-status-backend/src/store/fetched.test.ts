import { TestDatabases } from '@backstage/backend-test-utils';
import { fetched } from './fetched';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const numbers = 'select n from generate_series(1, :last::int) as n';

it.each([0, 1, 999, 1_000, 1_001, 2_500])(
  'tells each of %d rows once, no more than a thousand at a time',
  async last => {
    const knex = await databases.init('POSTGRES_18');
    const parts: number[][] = [];
    for await (const rows of fetched<{ n: number }>(knex, numbers, { last })) {
      parts.push(rows.map(({ n }) => n));
    }
    expect(parts.flat()).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    expect(parts.every(({ length }) => length > 0 && length <= 1_000)).toBe(
      true,
    );
  },
);

it('gives its connection back, whatever whoever reads does', async () => {
  const knex = await databases.init('POSTGRES_18');
  const stopped = async (statement: string) => {
    for await (const rows of fetched<{ n: number }>(knex, statement, {
      last: 5_000,
    })) {
      if (rows.length > 0) throw new Error('Enough');
    }
  };
  // More often than the pool has connections.
  for (let i = 0; i < 25; i++) {
    await expect(stopped(numbers)).rejects.toThrow('Enough');
    await expect(stopped(`${numbers} where`)).rejects.toThrow('syntax');
  }
  expect(await knex.raw('select 1 as one')).toMatchObject({
    rows: [{ one: 1 }],
  });
});
