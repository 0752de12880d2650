import type { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { HomeHeadline } from '../components/home/HomeHeadline';
import { MyServices } from '../components/home/MyServices';
import { Today } from '../components/home/Today';
import { deployStatusPlugin } from '../plugin';
import { overviewRouteRef } from '../teamPage/routes';
import { fakeBackend, fakeSignals, inLanguage, type Answer } from './backend';
import { application, found } from './builders';
import { component } from './entities';

/** A service that names its Application. */
export const annotated = (name: string, owner: string) =>
  component(name, owner, { annotations: { 'argocd/app-name': name } });
/** Two services of the team blog, and one of another team. */
export const organisation = [
  annotated('blog-api', 'blog'),
  annotated('blog-web', 'blog'),
  annotated('checkout', 'payments'),
];

/** A service with these Applications. */
export const statusOf = (
  name: string,
  ...applications: Parameters<typeof found>[0]
) => found(applications, { entityRef: `component:default/${name}` });
/** Every service is healthy. */
export const healthy = () => ({
  statuses: organisation.map(({ metadata }) =>
    statusOf(metadata.name, application('dev'), application('production')),
  ),
  denied: 0,
});
const nothingToday = () => ({
  deployments: [],
  total: 0,
  failed: 0,
  denied: 0,
});

/** What the plugin has on the home page, for Yuki of the team blog. */
export function renderHome(
  options: {
    statuses?: Answer;
    deployments?: Answer;
    entities?: Entity[];
    groups?: string[];
    language?: 'en' | 'ja';
  } = {},
) {
  const backend = fakeBackend({
    statuses: options.statuses ?? healthy,
    deployments: options.deployments ?? nothingToday,
  });
  renderInTestApp(
    <>
      <HomeHeadline />
      <MyServices />
      <Today />
    </>,
    {
      config: inLanguage(options.language ?? 'en'),
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/deployments': overviewRouteRef,
      },
      features: [deployStatusPlugin],
      apis: [
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: 'user:default/yuki.sato',
            ownershipEntityRefs: options.groups ?? ['group:default/blog'],
            displayName: 'Yuki Sato',
          }),
        ],
        [
          catalogApiRef,
          catalogApiMock({ entities: options.entities ?? organisation }),
        ],
        backend.api,
        fakeSignals().api,
      ],
    },
  );
  return backend;
}
