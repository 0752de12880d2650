/** Whether a version is from before another one; undefined where that cannot be told. */
export function isOlder(
  version: string | undefined,
  other: string | undefined,
): boolean | undefined {
  const number = /^\d{1,19}$/;
  return version !== undefined &&
    other !== undefined &&
    number.test(version) &&
    number.test(other)
    ? BigInt(version) < BigInt(other)
    : undefined;
}
