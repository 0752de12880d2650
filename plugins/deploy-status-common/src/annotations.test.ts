import { getApplicationLocator, isDeployStatusAvailable } from './annotations';

const entity = (annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'blog-api', annotations },
});

describe('getApplicationLocator', () => {
  it.each([
    ['no annotations', undefined],
    ['an empty name', { 'argocd/app-name': ' ' }],
    ['where to look alone', { 'argocd/instance-name': 'dev' }],
  ])('finds nothing to show for %s', (_, annotations) => {
    expect(getApplicationLocator(entity(annotations))).toBeUndefined();
    expect(isDeployStatusAvailable(entity(annotations))).toBe(false);
  });

  it('reads every annotation that users of the existing plugins have', () => {
    const annotated = entity({
      'argocd/app-name': ' blog-api ',
      'argocd/app-selector': 'app=blog,tier!=batch',
      'argocd/app-namespace': 'apps',
      'argocd/project-name': 'blogging',
      'argocd/instance-name': 'dev, production,',
    });
    expect(getApplicationLocator(annotated)).toEqual({
      name: 'blog-api',
      selector: 'app=blog,tier!=batch',
      namespace: 'apps',
      project: 'blogging',
      instances: ['dev', 'production'],
    });
    expect(isDeployStatusAvailable(annotated)).toBe(true);
  });

  it('takes a project alone for all of its Applications', () => {
    const annotated = entity({ 'argocd/project-name': 'blogging' });
    expect(getApplicationLocator(annotated)).toEqual({ project: 'blogging' });
    expect(isDeployStatusAvailable(annotated)).toBe(true);
  });

  it('looks on every instance where none is named', () => {
    const locator = getApplicationLocator(
      entity({ 'argocd/app-selector': 'app=blog' }),
    );
    expect(locator).toMatchObject({ selector: 'app=blog' });
    expect(locator?.instances).toBeUndefined();
  });
});
