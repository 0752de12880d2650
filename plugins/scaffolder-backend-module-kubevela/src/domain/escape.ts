/**
 * What neither a YAML string nor a line of text may contain raw: control
 * characters, Unicode's line and paragraph separators, halves of surrogate
 * pairs, and the byte order mark.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufeff]/gu;

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A value as a double-quoted YAML string (which is also a JSON string), so
 * that it stays one scalar whatever it contains.
 */
export function toYamlString(value: string): string {
  return JSON.stringify(value).replace(UNPRINTABLE, unicodeEscape);
}

function characterReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * A value as plain text within a Markdown paragraph: shown as typed by GitHub
 * and by MkDocs. Backslashes are used only where both honour them; the rest
 * becomes character references.
 */
export function toMarkdownText(value: string): string {
  return value
    .replace(UNPRINTABLE, ' ')
    .replace(/[&<>~$|]/g, characterReference)
    .replace(/[\\`*_{}[\]]/g, '\\$&')
    .replace(/^\s*[-+=:#]|^\s*\d+[.)]/, start =>
      start.slice(0, -1).concat(characterReference(start.slice(-1))),
    );
}

/**
 * True if GitHub Actions or the scaffolder would evaluate a part of the
 * value. No quoting makes such a value harmless inside a workflow file.
 */
export function containsExpression(value: string): boolean {
  return value.includes('${{');
}
