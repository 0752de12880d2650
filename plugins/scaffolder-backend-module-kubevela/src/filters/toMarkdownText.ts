import { createTemplateFilter } from '@backstage/plugin-scaffolder-node/alpha';
import { toMarkdownText } from '../domain/escape';
import { refuseExpressions } from './refuseExpressions';

/** `${{ value | toMarkdownText }}`: a value as plain text in a Markdown paragraph. */
export const toMarkdownTextFilter = createTemplateFilter({
  id: 'toMarkdownText',
  description:
    'Writes a value as plain text within a Markdown paragraph, shown as typed.',
  examples: [{ example: '${{ values.description | toMarkdownText }}' }],
  schema: z => z.function().args(z.string()).returns(z.string()),
  filter: (value: string) => toMarkdownText(refuseExpressions(value)),
});
