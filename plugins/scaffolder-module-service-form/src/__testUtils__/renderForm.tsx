import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { JsonObject } from '@backstage/types';
import { MyTeam } from '../fields/MyTeam/MyTeam';
import { ServiceName } from '../fields/ServiceName/ServiceName';
import { validateServiceName } from '../fields/ServiceName/validateServiceName';

/** A group, person or component as the catalog has it. */
export function entity(
  kind: string,
  name: string,
  more: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    ...more,
  };
}

/** A person who is a member of some groups. */
export function person(name: string, ...groups: string[]): Entity {
  return entity('User', name, {
    relations: groups.map(group => ({
      type: 'memberOf',
      targetRef: `group:default/${group}`,
    })),
  });
}

/** Shows the real form of the scaffolder with one page of questions. */
export async function renderForm(options: {
  properties: JsonObject;
  required?: string[];
  entities?: Entity[];
  user?: string;
  /** Methods of the catalog that behave differently from one in memory. */
  catalog?: Partial<CatalogApi>;
}) {
  const onCreate = jest.fn();
  const catalog = Object.assign(
    catalogApiMock({ entities: options.entities ?? [] }),
    options.catalog,
  );
  await renderInTestApp(
    <Stepper
      manifest={{
        title: 'Go service',
        steps: [
          {
            title: 'The service',
            schema: {
              type: 'object',
              title: 'The service',
              required: options.required ?? Object.keys(options.properties),
              properties: options.properties,
            },
          },
        ],
      }}
      extensions={[
        {
          name: 'ServiceName',
          component: ServiceName,
          validation: validateServiceName,
        },
        { name: 'MyTeam', component: MyTeam },
      ]}
      onCreate={onCreate}
    />,
    {
      apis: [
        catalog,
        mockApis.identity({
          userEntityRef: options.user ?? 'user:default/yuki.sato',
        }),
      ],
      config: {
        permission: {
          ownership: { platformEngineers: ['platform'] },
        },
      },
    },
  );
  return { onCreate };
}
