import { nameText, writtenText } from './text';

it.each(['', 'a\nb', 'a\0', 'a\ud800', 'a'.repeat(11)])(
  'does not take %j for a name',
  text => {
    expect(nameText(10).safeParse(text).success).toBe(false);
  },
);

it.each(['blog-api', 'ブログ 🍣', 'a'.repeat(10)])(
  'takes %j for a name',
  text => {
    expect(nameText(10).parse(text)).toBe(text);
  },
);

it('takes lines that somebody writes, and nothing that cannot be stored', () => {
  expect(writtenText(20).parse('よし、\n\t戻そう 🍣')).toBe(
    'よし、\n\t戻そう 🍣',
  );
  expect(writtenText(20).safeParse('a\0b').success).toBe(false);
  expect(writtenText(20).safeParse('\udc00').success).toBe(false);
  expect(writtenText(2).safeParse('abc').success).toBe(false);
});
