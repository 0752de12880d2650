import {
  ApiHolder,
  TranslationFunction,
  TranslationSnapshot,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { serviceFormTranslationRef } from './translation';

type Messages = (typeof serviceFormTranslationRef)['T'];

/**
 * The translation function outside of React, as soon as the language that the
 * person reads is loaded.
 */
export async function translate(
  apiHolder: ApiHolder,
): Promise<TranslationFunction<Messages>> {
  const api = apiHolder.get(translationApiRef);
  if (!api) {
    throw new Error('The app has no translation API');
  }
  const ready = api.getTranslation(serviceFormTranslationRef);
  if (ready.ready) {
    return ready.t;
  }
  return new Promise((resolve, reject) => {
    const subscription = api.translation$(serviceFormTranslationRef).subscribe({
      next(snapshot: TranslationSnapshot<Messages>) {
        if (snapshot.ready) {
          resolve(snapshot.t);
          subscription.unsubscribe();
        }
      },
      error: reject,
    });
  });
}
