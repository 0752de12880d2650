import fc from 'fast-check';
import { parse } from 'yaml';
import { containsExpression, toMarkdownText, toYamlString } from './escape';

describe('toYamlString', () => {
  it.each([
    'plain',
    'a: b # not a comment',
    'quotes " and \' and \\ and `',
    '写真を小さくする画像サービス',
    '- item\n- item',
    '{{ helm }} and *anchor &alias !tag %directive @at',
    'line\u2028separator \u0085 \u007f \ufeff',
    'true',
    '0123',
    '',
  ])('keeps %j one string', value => {
    expect(parse(`key: ${toYamlString(value)} # comment\nnext: 1`)).toEqual({
      key: value,
      next: 1,
    });
  });

  it('keeps any string one string on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const text = toYamlString(value);
        expect(text).not.toMatch(/[\n\r]/);
        expect(parse(`- ${text}`)).toEqual([value]);
      }),
    );
  });
});

describe('toMarkdownText', () => {
  it.each([
    ['Resizes images, fast.', 'Resizes images, fast.'],
    ['画像を縮小します', '画像を縮小します'],
    ['`rm -rf`', '\\`rm -rf\\`'],
    ['<script>x</script>', '&#60;script&#62;x&#60;/script&#62;'],
    ['[a](javascript:b)', '\\[a\\](javascript:b)'],
    ['# heading', '&#35; heading'],
    ['- item', '&#45; item'],
    ['1. item', '1&#46; item'],
    ['two\nlines', 'two lines'],
    ['a & b', 'a &#38; b'],
  ])('writes %j as %j', (value, text) => {
    expect(toMarkdownText(value)).toBe(text);
  });
});

describe('containsExpression', () => {
  it('finds what GitHub Actions would evaluate', () => {
    expect(containsExpression('${{ secrets.X }}')).toBe(true);
    expect(containsExpression('costs $5 {{ x }}')).toBe(false);
  });
});
