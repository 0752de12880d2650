import type {
  Application,
  Difference,
  Instance,
} from '@michi/plugin-deploy-status-common';
import { application, found, instance } from '../../__testUtils__/builders';
import { environmentRows } from '../../model/environments';
import { comparisonOf, stepsOf, worthSaying } from './difference';

const image = (name: string, tag: string) => [
  { name: `ghcr.io/hanabi/${name}`, tag },
];

function steps(
  applications: Application[],
  instances: Instance[],
  differences: Difference[] = [],
) {
  const rows = environmentRows(found(applications, { instances }));
  return stepsOf(rows, differences).map(
    ({ from, to }) =>
      `${from.application.name} ${from.version} to ${to.distinction ?? to.environment}`,
  );
}

const staging = application('staging', { images: image('blog-api', '2') });
const regions = ['eu', 'us'].map(region =>
  instance(`production-${region}`, { environment: 'production', region }),
);
const inRegion = (region: string, tag: string) =>
  application('production', {
    instance: `production-${region}`,
    uid: `uid-${region}`,
    images: image('blog-api', tag),
  });

describe('the steps that a version could take', () => {
  const instances = [instance('staging'), ...regions];

  it('lead to each place of the next environment', () => {
    expect(
      steps([staging, inRegion('eu', '1'), inRegion('us', '1')], instances),
    ).toEqual(['blog-api 2 to eu', 'blog-api 2 to us']);
  });

  it('lead to the place that is left', () => {
    expect(
      steps([staging, inRegion('eu', '2'), inRegion('us', '1')], instances),
    ).toEqual(['blog-api 2 to us']);
  });

  it('lead from each Application to the one that runs the same image', () => {
    const one = (environment: string, name: string, tag: string) =>
      application(environment, {
        name: `${name}-${environment}`,
        uid: `${name}-${environment}`,
        images: image(name, tag),
      });
    expect(
      steps(
        [
          one('staging', 'blog-api', '2'),
          one('staging', 'blog-worker', '5'),
          one('production', 'blog-worker', '4'),
          one('production', 'blog-api', '1'),
        ],
        [instance('staging'), instance('production')],
      ),
    ).toEqual([
      'blog-worker-staging 5 to blog-worker-production',
      'blog-api-staging 2 to blog-api-production',
    ]);
  });

  it('lead to where nothing runs yet', () => {
    const first = application('production', {
      images: [],
      revisions: [],
      deployedAt: undefined,
      health: 'Missing',
      sync: 'OutOfSync',
      operation: undefined,
    });
    expect(
      steps([staging, first], [instance('staging'), instance('production')]),
    ).toEqual(['blog-api 2 to production']);
  });

  it('do not lead back', () => {
    const behind: Difference = {
      ahead: 'staging',
      behind: 'production',
      state: 'behind',
      newest: [],
    };
    expect(
      steps(
        [
          staging,
          application('production', { images: image('blog-api', '3') }),
        ],
        [instance('staging'), instance('production')],
        [behind],
      ),
    ).toEqual([]);
  });
});

describe('how two environments differ', () => {
  const between = (state: Difference['state']): Difference => ({
    ahead: 'staging',
    behind: 'production',
    state,
    newest: [],
  });
  const production = (tag: string, more: Partial<Application> = {}) =>
    application('production', { images: image('blog-api', tag), ...more });
  const operation = {
    phase: 'Running' as const,
    startedAt: '2026-11-23T15:00:00Z',
    automated: false,
    retries: 0,
    hooks: [],
  };
  const both = [...image('blog-api', '1'), ...image('blog-api', '2')];

  it.each<[string, Difference['state'], Application, string]>([
    ['one version runs in both', 'behind', production('2'), 'sameVersion'],
    ['one commit brought both', 'same', production('2'), 'sameVersion'],
    [
      'one commit has a version for each',
      'same',
      production('1'),
      'otherVersion',
    ],
    ['the later one has more', 'behind', production('3'), 'commits'],
    [
      'it is being deployed',
      'behind',
      production('1', { operation }),
      'moving',
    ],
    [
      'it is being rolled out',
      'diverged',
      production('1', { images: both }),
      'moving',
    ],
    [
      'the earlier one is ahead all the same',
      'ahead',
      production('1', { operation }),
      'commits',
    ],
  ])('where %s', (_, state, later, expected) => {
    const rows = environmentRows(
      found([staging, later], {
        instances: [instance('staging'), instance('production')],
      }),
    );
    expect(comparisonOf(between(state), rows)).toBe(expected);
    const isSaid = expected === 'commits' && state !== 'ahead';
    expect(worthSaying([between(state)], rows)).toHaveLength(isSaid ? 1 : 0);
  });
});
