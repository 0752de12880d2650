import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLanguage } from '@michi/status-react';
import { useMemo } from 'react';
import { deployStatusTranslationRef } from '../translation';

/** The plugin's words, and lists as the reader's language writes them. */
export function useWords() {
  const { t } = useTranslationRef(deployStatusTranslationRef);
  const language = useLanguage();
  const list = useMemo(() => {
    const format = new Intl.ListFormat(language, { type: 'conjunction' });
    return (items: string[]) => format.format(items);
  }, [language]);
  return useMemo(() => ({ t, list }), [t, list]);
}
