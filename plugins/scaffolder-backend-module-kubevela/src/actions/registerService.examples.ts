import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Register the published repository and wait for its page',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Add the service to the catalog',
          action: 'michi:service:register',
          input: {
            repoContentsUrl: '${{ steps.publish.output.repoContentsUrl }}',
            entityRef: '${{ steps.check.output.entityRef }}',
          },
        },
      ],
    }),
  },
];
