import {
  useTranslationRef,
  type TranslationFunction,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { teamPageTranslationRef } from '../translation';

type MessagesOf<R> = R extends TranslationRef<string, infer M> ? M : never;

/** The page's words in the reader's language. */
export function useTeamWords(): TranslationFunction<
  MessagesOf<typeof teamPageTranslationRef>
> {
  return useTranslationRef(teamPageTranslationRef).t;
}
