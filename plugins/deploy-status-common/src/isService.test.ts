import { isServiceEntity } from './isService';

const entity = (
  kind: string,
  type: string | number,
  annotations?: Record<string, string>,
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'blog-api', annotations },
  spec: { type },
});

it.each([
  ['a service', entity('Component', 'service'), true],
  ['a service, however it is written', entity('component', 'Service'), true],
  ['a library', entity('Component', 'library'), false],
  ['an API of type service', entity('API', 'service'), false],
  ['a type that is no text', entity('Component', 7), false],
  [
    'a library that names an Application',
    entity('Component', 'library', { 'argocd/app-name': 'kit' }),
    true,
  ],
])('of %s', (_, given, expected) => {
  expect(isServiceEntity(given)).toBe(expected);
});
