/*
 * One replica of the backend's inner part in a process of its own, so that it
 * can be killed as a replica is: without a word. Tells its parent once it
 * follows. Started by ReplicaProcess.
 */
import type { LoggerService } from '@backstage/backend-plugin-api';
import createKnex from 'knex';
import { z } from 'zod';
import { ChangePublisher } from '../services/ChangePublisher';
import { FollowedInstances } from '../services/FollowedInstances';
import { DatabaseStatusStore } from '../store/DatabaseStatusStore';
import { ArgoCdClient } from '../upstream/ArgoCdClient';
import { ThreadReader } from '../upstream/reading/ThreadReader';

const options = z
  .object({ argoCd: z.string(), token: z.string(), database: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));

const ignore = () => {};
const logger: LoggerService = {
  error: console.error,
  // What it says while the database is away is what this is about.
  warn: ignore,
  info: ignore,
  debug: ignore,
  child: () => logger,
};

async function main() {
  const knex = createKnex({
    client: 'pg',
    connection: {
      connectionString: options.database,
      application_name: 'replica',
    },
    pool: { min: 0, max: 4 },
  });
  const store = await DatabaseStatusStore.create({
    getClient: async () => knex,
    migrations: { skip: true },
  });
  const reader = new ThreadReader({ logger });
  const followed = await FollowedInstances.create({
    instances: [
      {
        name: 'dev',
        url: options.argoCd,
        frontendUrl: 'https://argo',
        credentials: { type: 'token', token: options.token },
        environment: 'dev',
        protected: false,
      },
    ],
    connect: instance => ArgoCdClient.create(instance, { logger, reader }),
    store,
    publisher: new ChangePublisher({ publish: async () => {} }, logger),
    logger,
    timings: {
      settleMs: 30,
      relistMs: 2_000,
      heartbeatMs: 60_000,
      graceMs: 50,
      backoff: { baseMs: 20, maxMs: 100 },
    },
  });
  followed.start();
  const told = setInterval(() => {
    if (followed.board.instances()[0]?.connection === 'connected') {
      clearInterval(told);
      process.send?.('following');
    }
  }, 20);
}

main().catch(error => {
  // As where it runs for real, whoever started it starts it again.
  console.error(`The replica could not start: ${error}`);
  process.exit(1);
});
