import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Publish the workspace to the repository that was checked',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Create the repository on GitHub',
          action: 'michi:repository:publish',
          input: {
            repoUrl: '${{ steps.check.output.repoUrl }}',
            description: '${{ parameters.description }}',
            team: '${{ steps.check.output.ownerName }}',
          },
        },
      ],
    }),
  },
];
