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
  /** Joins names of which none is meant: `staging or production`. */
  anyOf(items: string[]): string;
}

/** The plugin's words, and lists as the reader's language writes them. */
export function useWords(): Words {
  const { t } = useTranslationRef(deployStatusTranslationRef);
  const language = useLanguage();
  return useMemo(() => {
    const listOf = (type: Intl.ListFormatType) => {
      // British for English, like the dates: no comma before the last "and".
      const locale = language === 'en' ? 'en-GB' : language;
      const format = new Intl.ListFormat(locale, { type });
      return (items: string[]) => format.format(items);
    };
    const list = listOf('conjunction');
    // Japanese says that of each one of a plain list.
    const anyOf = language === 'ja' ? list : listOf('disjunction');
    return { t, list, anyOf };
  }, [t, language]);
}
