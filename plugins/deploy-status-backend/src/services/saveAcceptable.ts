import { isRefusal } from '../store/refusal';

/**
 * Saves all at once, and where the store refuses something among them, in ever
 * smaller parts until that is alone: it is given up, and what was seen of
 * everything else is not held up by it. Other failures are the caller's.
 */
export async function saveAcceptable<T>(
  items: readonly T[],
  save: (items: T[]) => Promise<unknown>,
  givenUp: (item: T, error: unknown) => void,
): Promise<void> {
  const [first] = items;
  if (first === undefined) {
    return;
  }
  try {
    await save([...items]);
  } catch (error) {
    if (!isRefusal(error)) {
      throw error;
    }
    if (items.length === 1) {
      givenUp(first, error);
      return;
    }
    const half = Math.ceil(items.length / 2);
    await saveAcceptable(items.slice(0, half), save, givenUp);
    await saveAcceptable(items.slice(half), save, givenUp);
  }
}
