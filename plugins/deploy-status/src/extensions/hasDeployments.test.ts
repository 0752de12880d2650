import { component } from '../__testUtils__/entities';
import { hasDeployments } from './hasDeployments';

it.each([
  ['a service without an annotation, which needs the line to add', 'service'],
  ['one whose type is written with a capital', 'Service'],
])('shows the card and the tab on %s', (_, type) => {
  expect(hasDeployments(component('blog-api', 'blog', { type }))).toBe(true);
});

it('shows neither on a library that names no Application', () => {
  expect(hasDeployments(component('go-kit', 'blog', { type: 'library' }))).toBe(
    false,
  );
});
