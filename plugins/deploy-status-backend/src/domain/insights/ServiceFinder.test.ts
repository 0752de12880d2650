import { ledgerPlace } from '../../__testUtils__/ledgerRecord';
import { ServiceFinder } from './ServiceFinder';

const place = ledgerPlace({ instance: 'dev', project: 'services' });

const named = { name: 'blog-api', instance: 'dev' };
const finder = new ServiceFinder([
  { ...named, entityRef: 'component:x/first', project: 'services' },
  { ...named, entityRef: 'component:x/second' },
  { ...named, entityRef: 'component:x/third', instance: 'production' },
  { ...named, entityRef: 'component:x/team', namespace: 'team-a' },
  { ...named, entityRef: 'component:x/worker', name: 'blog-worker' },
]);

it.each([
  ['the first that names it', {}, 'component:x/first'],
  ['in its project', { project: 'other' }, 'component:x/second'],
  ['on its instance', { instance: 'production' }, 'component:x/third'],
  [
    'in its namespace',
    { namespace: 'team-a', inControllerNamespace: false },
    'component:x/team',
  ],
  [
    'in no other namespace',
    { namespace: 'team-b', inControllerNamespace: false },
    undefined,
  ],
  ['by its name', { application: 'blog-worker' }, 'component:x/worker'],
  ['nowhere', { application: 'unknown' }, undefined],
])('finds the service of a deployment: %s', (_, more, expected) => {
  const one = { ...place, ...more };
  expect(finder.find(one)).toBe(expected);
  expect(finder.find(one)).toBe(expected);
});

it('knows which names to look for', () => {
  expect(finder.services()).toEqual([
    'component:x/first',
    'component:x/second',
    'component:x/third',
    'component:x/team',
    'component:x/worker',
  ]);
  expect(
    finder.applicationNames(['component:x/first', 'component:x/second']),
  ).toEqual(['blog-api']);
  expect(finder.applicationNames(['component:x/worker'])).toEqual([
    'blog-worker',
  ]);
});
