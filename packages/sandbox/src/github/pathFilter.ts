/**
 * GitHub's filter patterns for branches and paths: `*` within a folder, `**`
 * across folders, `?` and `+` after a character, `[…]`, and a leading `!` that
 * takes back what earlier patterns matched.
 */
export function matchesAny(
  patterns: readonly string[],
  value: string,
): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (toRegExp(negative ? pattern.slice(1) : pattern).test(value)) {
      matched = !negative;
    }
  }
  return matched;
}

function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(
    /\*\*\/|\*\*|\*|[.^$(){}|\\]/g,
    token =>
      ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[token] ?? `\\${token}`,
  );
  return new RegExp(`^${source}$`);
}
