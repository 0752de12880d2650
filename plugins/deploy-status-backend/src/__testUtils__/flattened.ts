/** Everything that comes in parts. */
export async function flattened<T>(
  parts: AsyncIterable<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for await (const part of parts) all.push(...part);
  return all;
}
