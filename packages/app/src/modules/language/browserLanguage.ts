/** The languages that Michi is written in; the first is the fallback. */
export const LANGUAGES = ['en', 'ja'];

/**
 * The first of `available` that the reader prefers, or undefined.
 *
 * @param preferred - as `navigator.languages` has them: `['ja-JP', 'en']`
 */
export function pickLanguage(
  preferred: readonly string[],
  available: readonly string[],
): string | undefined {
  for (const tag of preferred) {
    const match = available.find(
      language => tag === language || tag.startsWith(`${language}-`),
    );
    if (match) return match;
  }
  return undefined;
}
