import { shortDigest, imageVersions } from './imageText';

const DIGITS = '0123456789abcdef'.repeat(4);

it.each([
  [`sha256:${DIGITS}`, 'sha256:0123456789ab'],
  [`sha512:${DIGITS}${DIGITS}`, 'sha512:0123456789ab'],
  ['sha256:0123456789ab', 'sha256:0123456789ab'],
  ['1.42.0', '1.42.0'],
  ['main', 'main'],
])('shortens digests only: %s', (text, expected) => {
  expect(shortDigest(text)).toBe(expected);
});

it('has the versions of the image that bears the name, both while one replaces the other', () => {
  const images = [
    { name: 'ghcr.io/hanabi/proxy', tag: '9' },
    { name: 'ghcr.io/hanabi/blog-api', tag: '1.4.2' },
    { name: 'ghcr.io/hanabi/blog-api', digest: 'sha256:0123456789abcdef' },
  ];
  expect(imageVersions(images, 'blog-api')).toEqual([
    '1.4.2',
    'sha256:0123456789abcdef',
  ]);
  expect(imageVersions(images, 'checkout')).toEqual(['9']);
  expect(imageVersions([{ name: 'latest' }], 'checkout')).toEqual([]);
});
