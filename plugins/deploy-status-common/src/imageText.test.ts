import { shortDigest } from './imageText';

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
