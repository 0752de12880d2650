import knex, { type Knex } from 'knex';

const DATABASE = 'bench_fleet_deploy-status';

/** The database of the deploy-status that is measured. */
export class Ledger {
  /** @param server - address of the PostgreSQL */
  constructor(private readonly server: string) {}

  /** As before a first start: what an earlier one has stored would make the next look fast. */
  async forget(): Promise<void> {
    await this.#with(this.server, client =>
      client.raw('drop database if exists ?? with (force)', [DATABASE]),
    );
  }

  /** How many deployments it has. */
  async deployments(): Promise<number> {
    const url = new URL(this.server);
    url.pathname = `/${DATABASE}`;
    const [row] = await this.#with(url.href, client =>
      client('deployments').count<Array<{ count: string }>>(),
    );
    return Number(row?.count ?? 0);
  }

  async #with<T>(address: string, work: (client: Knex) => PromiseLike<T>) {
    const client = knex({ client: 'pg', connection: address });
    try {
      return await work(client);
    } finally {
      await client.destroy();
    }
  }
}
