import { checksUrl } from './links';

it.each([
  [
    'https://github.com/hanabi/blog-api/commit/9f3b2c1',
    'https://github.com/hanabi/blog-api/commit/9f3b2c1/checks',
  ],
  ['https://gitlab.com/hanabi/blog-api/-/commit/9f3b2c1', undefined],
  [undefined, undefined],
])('the Actions runs of %s are at %s', (url, expected) => {
  expect(checksUrl({ id: '9f3b2c1', url })).toBe(expected);
});
