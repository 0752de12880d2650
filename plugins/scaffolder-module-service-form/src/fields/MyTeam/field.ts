import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { MyTeam } from './MyTeam';

/** `ui:field: MyTeam`: the entity ref of one of the person's own teams. */
export const myTeamField = createFormField({
  name: 'MyTeam',
  component: MyTeam,
  schema: makeFieldSchema({ output: z => z.string() }),
});
