import {
  useTranslationRef,
  type TranslationFunction,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { useWords } from '../../hooks/useWords';
import { deployStatusActionsTranslationRef } from '../translation';

type MessagesOf<R> = R extends TranslationRef<string, infer M> ? M : never;

/** The words of the actions in the reader's language, and lists as it writes them. */
export interface ActionWords {
  t: TranslationFunction<MessagesOf<typeof deployStatusActionsTranslationRef>>;
  /** Joins names: `blog and media`. */
  list(items: string[]): string;
}

/** The words of the actions in the reader's language. */
export function useActionWords(): ActionWords {
  const { t } = useTranslationRef(deployStatusActionsTranslationRef);
  const { list } = useWords();
  return useMemo(() => ({ t, list }), [t, list]);
}
