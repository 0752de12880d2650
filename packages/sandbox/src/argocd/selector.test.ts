import { ArgoCdError } from './errors';
import { parseSelector } from './selector';

const BLOG = { app: 'blog-api', tier: 'backend', 'example.com/team': 'blog' };

describe('parseSelector', () => {
  it.each([
    ['', true],
    ['app=blog-api', true],
    ['app==blog-api,tier=backend', true],
    ['app=blog-web', false],
    ['app!=blog-web', true],
    ['owner!=blog', true],
    ['app in (blog-api, blog-web),tier', true],
    ['app notin (blog-api)', false],
    ['!owner', true],
    ['!app', false],
    ['example.com/team=blog', true],
  ])('%s: %s', (selector, expected) => {
    expect(parseSelector(selector)(BLOG)).toBe(expected);
  });

  it('matches an object without labels where nothing has to be there', () => {
    expect(parseSelector('!app')(undefined)).toBe(true);
    expect(parseSelector('app')(undefined)).toBe(false);
  });

  it.each(['a in (', 'a=b=c', 'a b', '-a=b'])('refuses %s', selector => {
    expect(() => parseSelector(selector)).toThrow(ArgoCdError);
  });
});
