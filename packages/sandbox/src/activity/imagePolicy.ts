/** A line whose value Flux may write: value, and the comment that names the policy. */
const MARKED =
  /^(?<before>.*?:\s+|\s*-\s+)(?<quote>["']?)(?<value>[^\s"'#]+)\k<quote>(?<comment>\s+#\s*\{\s*"\$imagepolicy"\s*:\s*"(?<policy>[^"]+)"\s*\}.*)$/;

/**
 * Writes an image's tag the way Flux's image automation does: only on lines
 * that carry the policy's marker, everything else byte for byte as it was.
 *
 * @param policy - `namespace:name`; lines may ask for `:tag` or `:name` only
 * @returns the new text, and the tag that was there before
 */
export function setImageTag(
  text: string,
  policy: string,
  tag: string,
): { text: string; oldTag?: string } {
  let oldTag: string | undefined;
  const lines = text.split('\n').map(line => {
    const found = MARKED.exec(line)?.groups;
    if (!found) return line;
    const { before = '', quote = '', value = '', comment = '' } = found;
    const wrap = (next: string) => `${before}${quote}${next}${quote}${comment}`;
    if (found.policy === `${policy}:tag`) return wrap(tag);
    if (found.policy !== policy) return line;
    const colon = value.lastIndexOf(':');
    const hasTag = colon > value.lastIndexOf('/');
    oldTag = hasTag ? value.slice(colon + 1) : undefined;
    return wrap(`${hasTag ? value.slice(0, colon) : value}:${tag}`);
  });
  return { text: lines.join('\n'), oldTag };
}

/** The tag that the policy's line has now; undefined where no line carries its marker. */
export function imageTag(text: string, policy: string): string | undefined {
  return setImageTag(text, policy, '').oldTag;
}

/** Whether a tag is a higher version: only such ones are deployed by themselves, so nothing is rolled back by accident. */
export function isNewer(tag: string, than: string): boolean {
  const numbers = (text: string) => text.split('.').map(Number);
  const old = numbers(than);
  const different = numbers(tag).findIndex(
    (part, index) => part !== old[index],
  );
  return (
    different >= 0 && (numbers(tag)[different] ?? 0) > (old[different] ?? 0)
  );
}
