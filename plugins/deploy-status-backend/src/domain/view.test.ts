import type { Instance } from '@michi/plugin-deploy-status-common';
import { anApplication } from '../__testUtils__/anApplication';
import { logsUrlOf, toApplication } from './view';

const lookup = { metadata: () => undefined, url: () => undefined };
const instance: Instance = {
  name: 'dev',
  environment: 'development',
  protected: false,
  connection: 'connected',
};

it('leads to the logs of an Application where the instance says how', () => {
  const shown = (template?: string) =>
    toApplication(anApplication('blog-api'), instance, lookup, template);
  expect(
    shown('https://logs.example/?q=app:{application}+env:{environment}')
      .logsUrl,
  ).toBe('https://logs.example/?q=app:blog-api+env:development');
  expect(shown()).not.toHaveProperty('logsUrl');
});

it('encodes what it fills into a link', () => {
  expect(
    logsUrlOf(
      'https://logs.example/{namespace}/{application}?{environment}{other}',
      { name: 'a/../b', namespace: 'x y' },
      'a&b=c',
    ),
  ).toBe('https://logs.example/x%20y/a%2F..%2Fb?a%26b%3Dc{other}');
});

it('tells when a state was last confirmed', () => {
  const application = anApplication('a', {
    observedAt: '2026-11-23T10:00:00.000Z',
  });
  const at = (lastContactAt: string) =>
    toApplication(application, { ...instance, lastContactAt }, lookup)
      .observedAt;
  expect(at('2026-11-23T10:05:00.000Z')).toBe('2026-11-23T10:05:00.000Z');
  expect(at('2026-11-23T09:59:00.000Z')).toBe('2026-11-23T10:00:00.000Z');
});
