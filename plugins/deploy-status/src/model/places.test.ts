import { instance } from '../__testUtils__/builders';
import { distinguish, placeName, type Spot } from './places';

const spot = (of: string, overrides: Partial<Spot> = {}): Spot => ({
  environment: 'production',
  instance: of,
  application: 'blog-api',
  namespace: 'argocd',
  ...overrides,
});

const told = (
  spots: Spot[],
  instances = [instance('prod-a'), instance('prod-b')],
) => spots.map(distinguish(spots, instances));

describe('what tells places of an environment apart', () => {
  it('says nothing where there is only one, however often it is shown', () => {
    expect(
      told([
        spot('prod-a'),
        spot('prod-a'),
        spot('dev', { environment: 'dev' }),
      ]),
    ).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    [
      'regions',
      { region: 'eu', cluster: 'c1' },
      { region: 'us', cluster: 'c1' },
      ['eu', 'us'],
    ],
    [
      'clusters of one region',
      { region: 'eu', cluster: 'c1' },
      { region: 'eu', cluster: 'c2' },
      ['c1', 'c2'],
    ],
    [
      'the instances’ names where a label is missing',
      { region: 'eu' },
      {},
      ['prod-a', 'prod-b'],
    ],
    [
      'the instances’ names where labels are the same',
      { region: 'eu' },
      { region: 'eu' },
      ['prod-a', 'prod-b'],
    ],
  ])('tells %s', (_, a, b, expected) => {
    expect(
      told(
        [spot('prod-a'), spot('prod-b')],
        [instance('prod-a', a), instance('prod-b', b)],
      ),
    ).toEqual(expected);
  });

  it('tells region and cluster where only both together differ', () => {
    expect(
      told(
        [spot('prod-a'), spot('prod-b'), spot('prod-c')],
        [
          instance('prod-a', { region: 'eu', cluster: 'c1' }),
          instance('prod-b', { region: 'eu', cluster: 'c2' }),
          instance('prod-c', { region: 'us', cluster: 'c1' }),
        ],
      ),
    ).toEqual(['eu · c1', 'eu · c2', 'us · c1']);
  });

  it('names an instance that is no longer configured', () => {
    expect(
      told(
        [spot('prod-a'), spot('gone')],
        [instance('prod-a', { region: 'eu' })],
      ),
    ).toEqual(['prod-a', 'gone']);
  });

  it('names several Applications of one instance, with the namespace where names repeat', () => {
    expect(
      told([
        spot('prod-a', { application: 'blog-api' }),
        spot('prod-a', { application: 'blog-worker' }),
        spot('prod-a', { application: 'blog-worker', namespace: 'apps' }),
      ]),
    ).toEqual(['blog-api', 'argocd/blog-worker', 'apps/blog-worker']);
  });

  it('names both where both differ, and only the instance that has nothing', () => {
    const spots = [
      spot('prod-a', { application: 'one' }),
      spot('prod-a', { application: 'two' }),
      spot('prod-b', { application: undefined }),
    ];
    expect(
      told(spots, [
        instance('prod-a', { region: 'eu' }),
        instance('prod-b', { region: 'us' }),
      ]),
    ).toEqual(['eu · one', 'eu · two', 'us']);
  });

  it('is said after the environment', () => {
    expect(placeName('production', 'eu')).toBe('production · eu');
    expect(placeName('production', undefined)).toBe('production');
  });
});
