import { createTemplateFilter } from '@backstage/plugin-scaffolder-node/alpha';
import { toYamlString } from '../domain/escape';
import { refuseExpressions } from './refuseExpressions';

/** `${{ value | toYamlString }}`: a value as one double-quoted YAML (and JSON) string. */
export const toYamlStringFilter = createTemplateFilter({
  id: 'toYamlString',
  description:
    'Writes a value as one double-quoted YAML string, whatever it contains.',
  examples: [
    { example: 'description: ${{ values.description | toYamlString }}' },
  ],
  schema: z => z.function().args(z.string()).returns(z.string()),
  filter: (value: string) => toYamlString(refuseExpressions(value)),
});
