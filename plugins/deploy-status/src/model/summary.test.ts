import { application, found, instance } from '../__testUtils__/builders';
import type { Service } from './services';
import { environmentsOf, serviceRows, summarize } from './summary';

const service = (name: string): Service => ({
  entityRef: `component:default/${name}`,
  name,
  applicationName: name,
});
const of = (name: string, ...applications: Parameters<typeof found>[0]) =>
  found(applications, { entityRef: `component:default/${name}` });

describe('serviceRows and summarize', () => {
  const services = ['c', 'b', 'a', 'silent', 'bare', 'denied', 'moving'].map(
    service,
  );
  const rows = serviceRows(services, [
    of('a', application('dev')),
    of(
      'b',
      application('dev'),
      application('production', { health: 'Degraded' }),
    ),
    of('c', application('dev', { sync: 'OutOfSync' })),
    of('moving', application('dev', { health: 'Progressing' })),
    found([application('dev', { live: false })], {
      entityRef: 'component:default/silent',
      instances: [instance('dev', { connection: 'unreachable' })],
    }),
    {
      entityRef: 'component:default/bare',
      state: 'not-annotated',
      applications: [],
      instances: [],
    },
  ]);

  it('puts the worst first and what nothing is known of last', () => {
    expect(rows.map(row => row.service.name)).toEqual([
      'b',
      'c',
      'silent',
      'moving',
      'a',
      'bare',
      'denied',
    ]);
    expect(rows.map(row => row.state)).toEqual([
      'found',
      'found',
      'found',
      'found',
      'found',
      'not-annotated',
      'denied',
    ]);
  });

  it('does not hide that Argo CD no longer has one', () => {
    const gone = service('gone');
    const states = serviceRows(
      [service('a'), gone],
      [
        of('a', application('dev', { sync: 'OutOfSync' })),
        {
          entityRef: gone.entityRef,
          state: 'missing',
          applications: [],
          instances: [instance('dev')],
        },
      ],
    );
    expect(states.map(row => row.service.name)).toEqual(['gone', 'a']);
  });

  it('counts every service once', () => {
    expect(summarize(rows)).toEqual({
      total: 7,
      healthy: 1,
      trouble: 2,
      deploying: 1,
      waits: [],
      unknown: 3,
      first: rows[0],
    });
  });

  it('calls a service healthy whose change waits for a person', () => {
    const [row] = serviceRows(
      [service('a')],
      [
        of(
          'a',
          application('dev'),
          application('production', { sync: 'OutOfSync', autoSync: false }),
        ),
      ],
    );
    expect(summarize(row ? [row] : [])).toMatchObject({
      total: 1,
      healthy: 1,
      trouble: 0,
      deploying: 0,
      waits: ['production'],
    });
  });

  it('names the environment to look at', () => {
    expect(rows[0]?.worst?.environment).toBe('production');
    expect(rows[4]?.worst).toBeUndefined();
  });

  it('knows the environments in configured order', () => {
    expect(environmentsOf(rows)).toEqual(['dev', 'staging', 'production']);
  });
});
