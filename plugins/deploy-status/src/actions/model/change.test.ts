import { BLOG_API, plan, plannedOperation } from '../__testUtils__/builders';
import {
  changedResources,
  imageChanges,
  isSameImage,
  revisionChanges,
  shortName,
  textOfImage,
  unfinishedOf,
  type PlannedResource,
} from './change';

const resource = (
  name: string,
  change: PlannedResource['change'],
  failed = false,
): PlannedResource => ({ group: '', kind: 'Service', name, change, failed });

describe('what a plan changes', () => {
  it('puts images that change first, and says nothing of those that it does not name', () => {
    const changes = imageChanges({
      images: {
        from: [
          { name: 'proxy', tag: '7' },
          { name: BLOG_API, tag: '1' },
          { name: 'sidecar', tag: '3' },
        ],
        to: [
          { name: 'proxy', tag: '7' },
          { name: BLOG_API, tag: '2' },
          { name: 'new', tag: '1' },
        ],
      },
    });
    expect(changes.map(({ name }) => name)).toEqual([BLOG_API, 'new', 'proxy']);
    expect(changes.map(isSameImage)).toEqual([false, false, true]);
  });

  it('changes an image that runs in two versions, though one of them stays', () => {
    const [both] = imageChanges({
      images: {
        from: [
          { name: BLOG_API, tag: '1' },
          { name: BLOG_API, tag: '2' },
        ],
        to: [{ name: BLOG_API, tag: '1' }],
      },
    });
    expect(both?.from.map(textOfImage)).toEqual(['1', '2']);
    expect(both && isSameImage(both)).toBe(false);
  });

  it('compares source by source', () => {
    expect(
      revisionChanges({
        revisions: { from: [{ id: 'a' }], to: [{ id: 'a' }, { id: '1.2.3' }] },
      }),
    ).toEqual([
      { key: '0', from: { id: 'a' }, to: { id: 'a' } },
      { key: '1', from: undefined, to: { id: '1.2.3' } },
    ]);
  });

  it('says of a commit what the page knows beyond the plan', () => {
    expect(
      revisionChanges(
        { revisions: { from: [], to: [{ id: 'a', url: 'https://here' }] } },
        [{ id: 'a', message: 'Cache the index' }],
      ),
    ).toEqual([
      {
        key: '0',
        from: undefined,
        to: { id: 'a', url: 'https://here', message: 'Cache the index' },
      },
    ]);
  });

  it('begins with what would be rejected, then with what is deleted', () => {
    const resources = changedResources(
      plan({
        resources: [
          resource('stays', 'none'),
          resource('changes', 'update'),
          resource('may', 'unknown'),
          resource('comes', 'create'),
          resource('goes', 'delete'),
          resource('rejected', 'none', true),
        ],
      }),
    );
    expect(resources.map(({ name }) => name)).toEqual([
      'rejected',
      'goes',
      'comes',
      'changes',
      'may',
    ]);
  });
});

it('tells of an operation what failed first, then what runs and what waits', () => {
  const result = (
    name: string,
    state: 'failed' | 'running' | 'pending' | 'done',
  ) => ({
    group: '',
    kind: 'Service',
    name,
    state,
  });
  const results = [
    result('a', 'pending'),
    result('b', 'done'),
    result('c', 'running'),
    result('d', 'failed'),
  ];
  expect(
    unfinishedOf(plannedOperation({ results })).map(({ name }) => name),
  ).toEqual(['d', 'c', 'a']);
});

it.each([
  [{ name: BLOG_API, tag: '0.1.42' }, '0.1.42'],
  [
    { name: BLOG_API, digest: 'sha256:abcdef0123456789' },
    'sha256:abcdef012345',
  ],
  [{ name: BLOG_API }, BLOG_API],
])('calls the image %j by its version', (image, text) => {
  expect(textOfImage(image)).toBe(text);
  expect(shortName(image.name)).toBe('blog-api');
});
