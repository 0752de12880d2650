import { LANGUAGES, pickLanguage } from './browserLanguage';

it.each([
  [['ja-JP', 'en'], 'ja'],
  [['fr', 'ja'], 'ja'],
  [['en-GB', 'ja'], 'en'],
  [['jav'], undefined],
  [[], undefined],
])('a reader of %j gets %s', (preferred, expected) => {
  expect(pickLanguage(preferred, LANGUAGES)).toBe(expected);
});
