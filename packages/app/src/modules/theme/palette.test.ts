import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dark, light, type Palette } from './palette';

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map(index => parseInt(hex.slice(index, index + 2), 16) / 255)
    .map(value =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort(
    (x, y) => y - x,
  );
  return (high + 0.05) / (low + 0.05);
}

describe.each<[string, Palette]>([
  ['light', light],
  ['dark', dark],
])('the %s palette', (mode, colors) => {
  it.each<[keyof Palette, keyof Palette]>([
    ['text', 'app'],
    ['text', 'paper'],
    ['text', 'raised'],
    ['textSubtle', 'app'],
    ['textSubtle', 'paper'],
    ['textSubtle', 'raised'],
    ['accent', 'app'],
    ['accent', 'paper'],
    ['onAccent', 'accent'],
    ['onAccent', 'accentHover'],
    ['navText', 'nav'],
    ['navText', 'navHover'],
    ['navSelected', 'navHover'],
    ['good', 'paper'],
    ['attention', 'paper'],
    ['bad', 'paper'],
    ['unknown', 'paper'],
    ['good', 'goodBackground'],
    ['attention', 'attentionBackground'],
    ['bad', 'badBackground'],
    ['unknown', 'unknownBackground'],
  ])('%s on %s reads (4.5 : 1)', (foreground, background) => {
    expect(
      contrast(colors[foreground], colors[background]),
    ).toBeGreaterThanOrEqual(4.5);
  });

  it('is the one that the newer components get from theme.css', () => {
    const css = readFileSync(resolve(__dirname, 'theme.css'), 'utf8');
    const start = css.indexOf(`[data-theme-mode='${mode}']`);
    const block = css.slice(start, css.indexOf('}', start));
    const valueOf = (name: string) =>
      block.match(new RegExp(`${name}: (#[0-9a-f]{6});`))?.[1];
    expect({
      app: valueOf('--bui-bg-app'),
      paper: valueOf('--bui-bg-neutral-1'),
      raised: valueOf('--bui-bg-neutral-2'),
      text: valueOf('--bui-fg-primary'),
      textSubtle: valueOf('--bui-fg-secondary'),
      border: valueOf('--bui-border-1'),
      accent: valueOf('--bui-accent-bg'),
      onAccent: valueOf('--bui-accent-fg'),
      good: valueOf('--bui-fg-positive'),
      attention: valueOf('--bui-fg-warning'),
      bad: valueOf('--bui-fg-negative'),
    }).toEqual({
      app: colors.app,
      paper: colors.paper,
      raised: colors.raised,
      text: colors.text,
      textSubtle: colors.textSubtle,
      border: colors.border,
      accent: colors.accent,
      onAccent: colors.onAccent,
      good: colors.good,
      attention: colors.attention,
      bad: colors.bad,
    });
  });
});
