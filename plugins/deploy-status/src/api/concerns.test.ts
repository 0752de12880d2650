import { application, found } from '../__testUtils__/builders';
import { concerns } from './concerns';

const shown = {
  names: ['blog-api'],
  statuses: [found([application('dev')])],
};
const signal = (instance: string, ...applications: string[]) => ({
  changes: [{ instance, applications }],
});

it.each([
  ['its Application', signal('dev', 'checkout', 'blog-api'), shown, true],
  ['another Application', signal('dev', 'checkout'), shown, false],
  ['its instance as a whole', signal('production'), shown, true],
  ['an instance it is not on', signal('other'), shown, false],
  [
    'any instance before the first answer',
    signal('other'),
    { names: ['x'], statuses: [] },
    true,
  ],
  [
    'anything, where only the backend knows the names',
    signal('dev', 'checkout'),
    { ...shown, names: undefined },
    true,
  ],
  ['nothing', { changes: [] }, shown, false],
])('a signal about %s', (_, message, interest, expected) => {
  expect(concerns(message, interest)).toBe(expected);
});
