import type { Operation } from './model';

/**
 * The one line that tells most of why an operation failed, in Argo CD's words. Of
 * hooks that failed the operation itself says no more than that some did.
 */
export function failureReason({
  hooks,
  message,
}: Pick<Operation, 'hooks' | 'message'>): string | undefined {
  const failed = hooks.find(
    hook =>
      (hook.phase === 'Failed' || hook.phase === 'Error') &&
      hook.message !== undefined,
  );
  return failed ? `${failed.name}: ${failed.message}` : message;
}
