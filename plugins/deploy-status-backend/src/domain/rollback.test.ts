import type { Image, Phase } from '@michi/plugin-deploy-status-common';
import { deploymentKey } from './deployments';
import type { Evidence } from './observed';
import { succession, type Successor } from './rollback';

const image = (tag: string, name = 'api'): Image => ({ name, tag });

interface Given {
  revision?: string;
  images?: Image[];
  phase?: Phase;
  partial?: boolean;
  applied?: Evidence['applied'];
  before?: Image[];
  told?: Image[];
  concluded?: Evidence['concluded'];
}

/** One after the other, and what follows for each. */
function following(given: Given[]) {
  const deployments = given.map((one, index): Successor => {
    const evidence: Evidence = {
      ranks: {},
      ...(one.partial && { partial: true }),
      ...(one.applied && { applied: one.applied }),
      ...(one.before && { before: one.before }),
      ...(one.told && { told: { imagesBefore: one.told } }),
      ...(one.concluded && { concluded: one.concluded }),
    };
    return {
      instance: 'dev',
      uid: 'u',
      startedAt: new Date(1_790_000_000_000 + index * 60_000).toISOString(),
      phase: one.phase ?? 'Succeeded',
      revisions: one.revision ? [{ id: one.revision }] : [],
      images: one.images ?? [],
      imported: one.told !== undefined,
      evidence,
    };
  });
  const follows = succession([...deployments].reverse());
  return deployments.map(one => follows.get(deploymentKey(one)));
}

const rollbacks = (given: Given[]) =>
  following(given)
    .map(one => (one?.rollback ? 'back' : '-'))
    .join(' ');

const revisions = (...ids: string[]) => ids.map(revision => ({ revision }));

describe('a rollback', () => {
  it.each([
    ['a b c', '- - -'],
    ['a b a', '- - back'],
    // The same again, and forward again, are none.
    ['a b a a b', '- - back - -'],
    ['a b c b c d', '- - - back - -'],
    ['a b c a b', '- - - back -'],
    ['a', '-'],
  ])('%s', (order, expected) => {
    expect(rollbacks(revisions(...order.split(' ')))).toBe(expected);
  });

  it('is one made in Git too: a new revision with images from before', () => {
    expect(
      rollbacks([
        { revision: 'a', images: [image('1')] },
        { revision: 'b', images: [image('2')] },
        { revision: 'c', images: [image('1')] },
        { revision: 'd', images: [image('3')] },
      ]),
    ).toBe('- - back -');
  });

  it('is one after a failure too', () => {
    expect(
      rollbacks([
        { revision: 'a' },
        { revision: 'b', phase: 'Failed' },
        { revision: 'a' },
      ]),
    ).toBe('- - back');
  });

  it('is none where one image goes back and another one forward', () => {
    expect(
      rollbacks([
        { revision: 'a', images: [image('1'), image('1', 'web')] },
        { revision: 'b', images: [image('2'), image('2', 'web')] },
        { revision: 'c', images: [image('1'), image('3', 'web')] },
      ]),
    ).toBe('- - -');
  });

  it('is none where only some resources are synced', () => {
    const both = [image('1'), image('1', 'web')];
    expect(
      rollbacks([
        { revision: 'a', images: both },
        { revision: 'a', images: [image('1')], partial: true },
        { revision: 'a', images: both },
      ]),
    ).toBe('- - -');
  });

  it('is none where it goes forward again to what nobody saw the images of', () => {
    expect(
      rollbacks([
        { revision: 'a' },
        { revision: 'b', images: [image('2')] },
        { revision: 'a', images: [image('1')] },
        { revision: 'b', images: [image('2')] },
      ]),
    ).toBe('- - back -');
  });

  it('is not guessed where nothing is known', () => {
    expect(rollbacks([{}, { images: [image('1')] }, {}])).toBe('- - -');
  });
});

describe('what ran before', () => {
  const before = (given: Given[]) =>
    following(given).map(one =>
      one?.imagesBefore.map(({ name, tag }) => `${name}:${tag}`).join(),
    );

  it('is what the last success deployed', () => {
    expect(
      before([
        { images: [image('1')] },
        { images: [image('2')], phase: 'Failed' },
        { images: [image('3')] },
        {},
      ]),
    ).toEqual(['', 'api:1', 'api:1', 'api:3']);
  });

  it('is put together where only some resources were synced', () => {
    expect(
      before([
        { images: [image('1'), image('1', 'web')] },
        { images: [image('2')], partial: true },
        {},
      ]),
    ).toEqual(['', 'api:1,web:1', 'api:2,web:1']);
  });

  it('is what ran as it began, where nothing else is known', () => {
    expect(
      before([
        { before: [image('0')] },
        { before: [image('7')] },
        { images: [image('8')] },
        { before: [image('8'), image('1', 'proxy')] },
      ]),
    ).toEqual(['api:0', 'api:7', '', 'api:8']);
  });

  it('is what ran as it began, where that cannot be what was deployed before', () => {
    expect(
      before([
        { images: [image('8')] },
        { images: [image('10')], before: [image('9')] },
        { before: [] },
      ]),
    ).toEqual(['', 'api:9', '']);
  });

  it('is what a failed one left, as far as that is known', () => {
    const failed: Given = { images: [image('2')], phase: 'Failed' };
    expect(before([{ images: [image('1')] }, failed, {}])).toEqual([
      '',
      'api:1',
      'api:1',
    ]);
    expect(
      before([{ images: [image('1')] }, { ...failed, applied: 'all' }, {}]),
    ).toEqual(['', 'api:1', 'api:2']);
    expect(
      before([{ images: [image('1')] }, { ...failed, applied: 'some' }, {}]),
    ).toEqual(['', 'api:1', '']);
  });

  it('is what an import says of itself', () => {
    expect(before([{ images: [image('1')] }, { told: [image('0')] }])).toEqual([
      '',
      'api:0',
    ]);
  });
});

it('keeps what was concluded from deployments that are forgotten', () => {
  const concluded = { rollback: true, imagesBefore: [image('2')] };
  expect(
    following([
      { images: [image('1')], concluded },
      { images: [image('3')] },
      { images: [image('1')] },
    ]),
  ).toEqual([
    concluded,
    { rollback: false, imagesBefore: [image('1')] },
    { rollback: true, imagesBefore: [image('3')] },
  ]);
  // With 1, 2 and 3 before, which came in that order.
  const [, , again] = following([
    { images: [image('3')], concluded: { rollback: false, imagesBefore: [] } },
    { images: [image('2')], concluded: { ...concluded, rollback: true } },
    { images: [image('3')], concluded: { ...concluded, rollback: false } },
  ]);
  expect(again).toEqual({ rollback: false, imagesBefore: [image('2')] });
});
