import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { LedgerReader } from './LedgerReader';
import { RemovedApplications } from './RemovedApplications';
import { StatusBoard } from './StatusBoard';

it('reads no further once something could not be read', async () => {
  let statements = 0;
  const reader = new LedgerReader({
    store: {
      async *readLedger() {
        statements += 1;
        if (statements === 1) throw new Error('It cannot be read');
        yield [];
      },
    },
    board: new StatusBoard([
      {
        name: 'dev',
        url: 'https://dev',
        frontendUrl: 'https://dev',
        credentials: { type: 'token', token: 't' },
        environment: 'dev',
        protected: false,
      },
    ]),
    removed: new RemovedApplications({
      loadRemovedApplications: async () => [],
    }),
    production: new Set(),
    logger: mockServices.logger.mock(),
    now: () => Date.parse('2026-11-23T12:00:00Z'),
  });
  const services = Array.from({ length: 1_000 }, (_, index) => ({
    entityRef: `component:default/s${index}`,
    kind: 'component',
    locator: { name: `s${index}` },
  }));
  const reading = reader.read({
    key: 'platform',
    services,
    since: 0,
    kept: { freshMs: 0 },
  });
  await expect(reading).rejects.toThrow('It cannot be read');
  await delay(50);
  // The one that failed, and the one that was under way beside it.
  expect(statements).toBeLessThanOrEqual(2);
});
