import type { EntityStatus } from '@michi/plugin-deploy-status-common';
import {
  application,
  found,
  instance,
  minutesAgo,
} from '../__testUtils__/builders';
import { environmentRows, oldestKnown } from './environments';
import { headlineOf } from './headline';

const say = (status: EntityStatus) => headlineOf(environmentRows(status));

describe('headlineOf', () => {
  it('names the version once where all environments run it', () => {
    expect(
      say(
        found([
          application('dev'),
          application('staging'),
          application('production', { deployedAt: minutesAgo(9) }),
        ]),
      ),
    ).toEqual([
      {
        kind: 'runs',
        version: '0.1.42',
        environments: ['dev', 'staging', 'production'],
        since: minutesAgo(9),
      },
    ]);
  });

  it('says where a new service is not yet', () => {
    expect(say(found([application('dev')]))).toEqual([
      {
        kind: 'runs',
        version: '0.1.42',
        environments: ['dev'],
        since: minutesAgo(2),
      },
      { kind: 'absent', environments: ['staging', 'production'] },
    ]);
  });

  it('starts with what runs furthest, then what comes after it', () => {
    const old = { images: [{ name: 'x/blog-api', tag: '0.1.41' }] };
    expect(
      say(
        found([
          application('dev'),
          application('staging'),
          application('production', old),
        ]),
      ),
    ).toMatchObject([
      { kind: 'runs', version: '0.1.41', environments: ['production'] },
      { kind: 'alsoRuns', version: '0.1.42', environments: ['dev', 'staging'] },
    ]);
  });

  it('puts trouble and running deployments first', () => {
    const running = {
      phase: 'Running' as const,
      startedAt: minutesAgo(1),
      automated: true,
      retries: 0,
      hooks: [],
    };
    expect(
      say(
        found([
          application('dev', { operation: running }),
          application('staging', { health: 'Degraded' }),
          application('production', { health: 'Degraded' }),
        ]),
      ),
    ).toMatchObject([
      {
        kind: 'trouble',
        condition: 'degraded',
        environments: ['staging', 'production'],
      },
      { kind: 'deploying', environment: 'dev', since: minutesAgo(1) },
      { kind: 'runs' },
    ]);
  });

  it('does not call the last known state of a silent instance trouble', () => {
    const status = found(
      [application('production', { health: 'Degraded', live: false })],
      {
        instances: [
          instance('production', {
            connection: 'unreachable',
            lastContactAt: minutesAgo(12),
          }),
        ],
      },
    );
    expect(say(status)).toMatchObject([
      {
        kind: 'unreachable',
        environments: ['production'],
        since: minutesAgo(12),
      },
      { kind: 'runs' },
    ]);
    expect(oldestKnown(environmentRows(status))).toBe(minutesAgo(12));
  });

  it('names changes that wait for a person, and what was never deployed', () => {
    const never = {
      deployedAt: undefined,
      operation: undefined,
      images: [],
      revisions: [],
      sync: 'OutOfSync' as const,
      health: 'Missing' as const,
      autoSync: false,
    };
    expect(
      say(
        found([
          application('dev'),
          application('staging', { sync: 'OutOfSync', autoSync: false }),
          application('production', never),
        ]),
      ),
    ).toMatchObject([
      { kind: 'runs', environments: ['dev', 'staging'] },
      { kind: 'absent', environments: ['production'] },
      { kind: 'waits', environments: ['staging'] },
    ]);
    expect(say(found([application('dev', never)]))).toEqual([
      { kind: 'nowhere' },
    ]);
  });

  it('knows a service that is nowhere', () => {
    expect(say(found([]))).toEqual([{ kind: 'nowhere' }]);
  });
});

describe('environmentRows', () => {
  it('has a row for every environment, in configured order', () => {
    const rows = environmentRows(
      found([application('staging')], {
        instances: [
          instance('dev', {
            connection: 'connecting',
            lastContactAt: undefined,
          }),
          instance('staging'),
          instance('production'),
        ],
      }),
    );
    expect(rows.map(({ kind, environment }) => [environment, kind])).toEqual([
      ['dev', 'silent'],
      ['staging', 'deployed'],
      ['production', 'absent'],
    ]);
  });

  it('keeps applications of an instance that is no longer configured', () => {
    const rows = environmentRows(
      found([application('old')], { instances: [] }),
    );
    expect(rows).toMatchObject([{ kind: 'deployed', environment: 'old' }]);
  });
});
