import { InputError } from '@backstage/errors';
import { containsExpression } from '../domain/escape';

/**
 * Passes a value on unless it holds an expression that GitHub Actions would
 * evaluate. The forms refuse such values; this is for templates that forget to.
 */
export function refuseExpressions(value: string): string {
  if (containsExpression(value)) {
    throw new InputError(
      'A value contains "${{", which GitHub Actions would evaluate. Leave it out.',
    );
  }
  return value;
}
