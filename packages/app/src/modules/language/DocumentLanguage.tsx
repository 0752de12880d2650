import { appLanguageApiRef } from '@backstage/frontend-plugin-api';
import { useApi } from '@backstage/core-plugin-api';
import { useEffect } from 'react';

/** Tells the browser and screen readers which language the page is in. */
export function DocumentLanguage() {
  const languageApi = useApi(appLanguageApiRef);
  useEffect(() => {
    const apply = ({ language }: { language: string }) => {
      document.documentElement.lang = language;
    };
    apply(languageApi.getLanguage());
    const subscription = languageApi.language$().subscribe(apply);
    return () => subscription.unsubscribe();
  }, [languageApi]);
  return null;
}
