import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { component } from '../__testUtils__/entities';
import { loadServices } from './loadServices';

const catalogApi = catalogApiMock({
  entities: [
    component('blog-api', 'blog'),
    component('go-kit', 'blog', { type: 'library' }),
    component('tool', 'blog', {
      type: 'website',
      annotations: { 'argocd/app-name': 'the-tool' },
    }),
    component('checkout', 'payments'),
  ],
});
const identityApi = (...ownershipEntityRefs: string[]) =>
  mockApis.identity({
    userEntityRef: 'user:default/yuki.sato',
    ownershipEntityRefs,
  });
const names = ({ services }: { services: { name: string }[] }) =>
  services.map(({ name }) => name).sort();

describe('loadServices', () => {
  it('finds what can be deployed of what the person’s groups own', async () => {
    const result = await loadServices('own-or-all', {
      catalogApi,
      identityApi: identityApi('user:default/yuki.sato', 'group:default/blog'),
    });
    expect(result).toMatchObject({ scope: 'own', total: 2, own: 2 });
    expect(names(result)).toEqual(['blog-api', 'tool']);
    expect(result.services).toContainEqual({
      entityRef: 'component:default/tool',
      name: 'tool',
      applicationName: 'the-tool',
    });
  });

  it('takes a type for what it says, however it is written', async () => {
    const result = await loadServices('own-or-all', {
      catalogApi: catalogApiMock({
        entities: [component('feeds', 'news', { type: 'Service' })],
      }),
      identityApi: identityApi('group:default/news'),
    });
    expect(result).toMatchObject({ scope: 'own', own: 1 });
    expect(names(result)).toEqual(['feeds']);
  });

  it('shows everyone’s services to those who own none', async () => {
    const result = await loadServices('own-or-all', {
      catalogApi,
      identityApi: identityApi('group:default/leadership'),
    });
    expect(result).toMatchObject({ scope: 'all', total: 2, own: 0 });
    expect(names(result)).toEqual(['blog-api', 'checkout']);
  });

  it('shows all of them to those who ask, and still counts their own', async () => {
    const result = await loadServices('all', {
      catalogApi,
      identityApi: identityApi('group:default/blog'),
    });
    expect(result).toMatchObject({ scope: 'all', own: 2 });
    expect(names(result)).toEqual(['blog-api', 'checkout']);
  });
});
