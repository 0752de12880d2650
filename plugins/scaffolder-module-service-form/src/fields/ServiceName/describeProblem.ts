import { TranslationFunction } from '@backstage/frontend-plugin-api';
import { serviceFormTranslationRef } from '../../translation';
import { NameProblem } from './nameRule';

type Translate = TranslationFunction<(typeof serviceFormTranslationRef)['T']>;

/** What is wrong with a name and what to do, in the reader's language. */
export function describeProblem(problem: NameProblem, t: Translate): string {
  switch (problem.kind) {
    case 'length':
      return t('name.length', {
        min: String(problem.min),
        max: String(problem.max),
        length: String(problem.length),
      });
    case 'reserved':
      return t('name.reserved', { name: problem.name });
    default:
      return t('name.pattern');
  }
}
