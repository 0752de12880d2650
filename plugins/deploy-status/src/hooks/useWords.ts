import {
  useTranslationRef,
  type TranslationFunction,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { useLanguage } from '@michi/status-react';
import { useMemo } from 'react';
import { deployStatusTranslationRef } from '../translation';

type MessagesOf<R> = R extends TranslationRef<string, infer M> ? M : never;

/** The plugin's words in the reader's language. */
export interface Words {
  t: TranslationFunction<MessagesOf<typeof deployStatusTranslationRef>>;
  /** Joins names as the language writes lists: `dev, staging and production`. */
  list(items: string[]): string;
}

/** The plugin's words, and lists as the reader's language writes them. */
export function useWords(): Words {
  const { t } = useTranslationRef(deployStatusTranslationRef);
  const language = useLanguage();
  const list = useMemo(() => {
    // British for English, like the dates: no comma before the last "and".
    const format = new Intl.ListFormat(language === 'en' ? 'en-GB' : language, {
      type: 'conjunction',
    });
    return (items: string[]) => format.format(items);
  }, [language]);
  return useMemo(() => ({ t, list }), [t, list]);
}
