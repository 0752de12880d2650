import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { aDeployment } from '../__testUtils__/aDeployment';
import { anApplication } from '../__testUtils__/anApplication';
import type { ObservedDeployment } from '../domain/observed';
import { DatabaseStatusStore } from '../store/DatabaseStatusStore';
import type { StatusStore } from '../store/StatusStore';
import { StatusWriter } from './StatusWriter';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const NAMES = ['a', 'b', 'c', 'd', 'e'];

const deploymentOf = (name: string, more: Partial<ObservedDeployment> = {}) =>
  aDeployment({ application: name, uid: `uid-${name}`, ...more });

function tell(writer: StatusWriter, deployments: ObservedDeployment[]) {
  writer.changes('dev', {
    changed: deployments.map(one => ({
      application: anApplication(one.application),
      deployment: one,
    })),
    touched: [],
    removed: [],
  });
}

/** A writer for which nothing is more urgent. */
async function writerInto(
  store: ConstructorParameters<typeof StatusWriter>[0]['store'],
  logger: LoggerService,
): Promise<StatusWriter> {
  const writer = new StatusWriter({
    store,
    logger,
    whenQuiet: Promise.resolve(),
  });
  await writer.flush();
  return writer;
}

async function ledger(store: StatusStore) {
  const { deployments } = await store.findDeployments({
    applications: NAMES.map(name => ({ instance: 'dev', name })),
    since: new Date(0),
    limit: 100,
  });
  return deployments.map(({ application }) => application).sort();
}

it('gives up what PostgreSQL refuses, and stores everything else', async () => {
  const knex = await databases.init('POSTGRES_18');
  const store = await DatabaseStatusStore.create(
    mockServices.database.mock({ getClient: async () => knex }),
  );
  const logger = mockServices.logger.mock();
  const writer = await writerInto(store, logger);
  tell(
    writer,
    NAMES.map(name =>
      deploymentOf(name, name === 'c' ? { retries: 3_000_000_000 } : {}),
    ),
  );
  await writer.flush();
  expect(await ledger(store)).toEqual(['a', 'b', 'd', 'e']);
  const stored = await store.loadApplications(['dev']);
  expect(stored.map(({ name }) => name).sort()).toEqual(NAMES);
  expect(logger.error).toHaveBeenCalledTimes(1);
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringContaining('argocd/c'),
    expect.any(Error),
  );
  expect(logger.warn).not.toHaveBeenCalled();

  tell(writer, [deploymentOf('c')]);
  await writer.stop();
  expect(await ledger(store)).toEqual(NAMES);
  expect(logger.error).toHaveBeenCalledTimes(1);
});

it('gives up nothing because the database is away', async () => {
  const saved: string[] = [];
  let away = true;
  const store: ConstructorParameters<typeof StatusWriter>[0]['store'] = {
    saveContact: async () => {},
    saveApplications: async () => {},
    removeApplications: async () => {},
    saveDeployments: async deployments => {
      if (away) {
        throw Object.assign(new Error('terminating connection'), {
          code: '57P01',
        });
      }
      saved.push(...deployments.map(({ application }) => application));
      return { added: deployments.length };
    },
  };
  const logger = mockServices.logger.mock();
  const writer = await writerInto(store, logger);
  tell(
    writer,
    NAMES.map(name => deploymentOf(name)),
  );
  await writer.flush();
  expect(saved).toEqual([]);
  expect(logger.warn).toHaveBeenCalledTimes(1);
  away = false;
  await writer.stop();
  expect(saved).toEqual(NAMES);
  expect(logger.error).not.toHaveBeenCalled();
});
