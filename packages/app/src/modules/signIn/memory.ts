const KEY = 'michi.signIn';
const PERSON = 'person:';

/** How somebody signed in last on this browser. */
export type Remembered =
  { method: 'github' } | { method: 'person'; userEntityRef: string };

/** Keeps the last sign-in for the next visit, until somebody signs out. */
export const signInMemory = {
  read(): Remembered | undefined {
    const value = window.localStorage.getItem(KEY);
    if (value === 'github') return { method: 'github' };
    if (value?.startsWith(PERSON)) {
      return { method: 'person', userEntityRef: value.slice(PERSON.length) };
    }
    return undefined;
  },
  write(remembered: Remembered) {
    window.localStorage.setItem(
      KEY,
      remembered.method === 'github'
        ? 'github'
        : `${PERSON}${remembered.userEntityRef}`,
    );
  },
  clear() {
    window.localStorage.removeItem(KEY);
  },
};
