import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { translate } from '../../translate';
import { describeProblem } from './describeProblem';
import { isTaken } from './isTaken';
import { nameProblem } from './nameRule';

/**
 * Checks the name once more when the person goes on to the next page. If the
 * catalog cannot be asked, the answer is left to the server, which checks
 * everything before it creates anything.
 */
export const validateServiceName: CustomFieldValidator<string> = async (
  name,
  field,
  { apiHolder, schema },
) => {
  const t = await translate(apiHolder);
  const problem = nameProblem(name, schema);
  if (problem) {
    field.addError(describeProblem(problem, t));
    return;
  }
  const catalogApi = apiHolder.get(catalogApiRef);
  // Where the catalog does not answer, the server's own check has the last word.
  const taken =
    catalogApi && (await isTaken(catalogApi, name).catch(() => undefined));
  if (taken) {
    field.addError(t('name.taken', { name }));
  }
};
