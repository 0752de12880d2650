import { mockCredentials } from '@backstage/backend-test-utils';
import { findTarget } from './common';

const applications = [
  { instance: 'dev', namespace: 'argocd', name: 'blog-api' },
  { instance: 'dev', namespace: 'tenant', name: 'blog-api' },
  { instance: 'dev', namespace: 'argocd', name: 'blog-worker' },
];

const find = (application?: string, instance = 'dev') =>
  findTarget(
    jest.fn().mockResolvedValue({ applications }),
    { entityRef: 'blog-api', instance, application },
    mockCredentials.user(),
  );

describe('the Application that an assistant means', () => {
  it('is found by its name where that is enough', async () => {
    expect((await find('blog-worker')).target).toEqual(applications[2]);
  });

  it('is found by namespace and name where two have the same name', async () => {
    await expect(find('blog-api')).rejects.toThrow(
      /Say which: argocd\/blog-api, tenant\/blog-api/,
    );
    expect((await find('tenant/blog-api')).target).toEqual(applications[1]);
  });

  it('is asked for where there are several, and told where there is none', async () => {
    await expect(find()).rejects.toThrow(/argocd\/blog-worker/);
    await expect(find('blog-api', 'staging')).rejects.toThrow(
      /no such Application on staging/,
    );
  });
});
