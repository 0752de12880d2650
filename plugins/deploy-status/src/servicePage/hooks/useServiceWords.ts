import {
  useTranslationRef,
  type TranslationFunction,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { servicePageTranslationRef } from '../translation';

type MessagesOf<R> = R extends TranslationRef<string, infer M> ? M : never;

/** The words of the tab in the reader's language. */
export const useServiceWords = (): TranslationFunction<
  MessagesOf<typeof servicePageTranslationRef>
> => useTranslationRef(servicePageTranslationRef).t;
