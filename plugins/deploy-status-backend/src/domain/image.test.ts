import type { Image } from '@michi/plugin-deploy-status-common';
import { arranged, deployedAmong } from './image';

const image = (tag: string, name = 'api'): Image => ({ name, tag });
const side = image('5', 'sidecar');

describe('what a rollout that failed deployed', () => {
  it.each<[string, Image[], Image[], Image[]]>([
    ['the first one', [], [image('1'), side], [image('1'), side]],
    [
      'a new version beside what stays',
      [image('1'), side],
      [image('1'), image('2'), side],
      [image('2'), side],
    ],
    [
      'after another one that failed',
      [image('1'), image('2')],
      [image('1'), image('3')],
      [image('3')],
    ],
  ])(
    'is what its pods have and those before had not: %s',
    (_, before, shown, expected) => {
      expect(deployedAmong(shown, before)).toEqual(expected);
    },
  );

  it.each<[string, Image[], Image[]]>([
    ['nothing is new', [image('1')], [image('1')]],
    // The old pods of what failed before are there, too.
    ['the same again', [image('1'), image('2')], [image('1'), image('2')]],
    ['two versions are new', [image('1')], [image('2'), image('3')]],
    [
      'a name is new',
      [image('1', 'old/api')],
      [image('1', 'old/api'), image('2', 'new/api')],
    ],
  ])('is not known where %s', (_, before, shown) => {
    expect(deployedAmong(shown, before)).toEqual([]);
  });
});

it('names what is called like the Application first, and what hooks used last', () => {
  const own = image('1', 'ghcr.io/hanabi/api');
  const curl = image('8', 'a-curl');
  const hooks = new Set([JSON.stringify({ name: 'a-curl', tag: '8' })]);
  expect(arranged('api', [side, curl, own], hooks)).toEqual([own, side, curl]);
});
