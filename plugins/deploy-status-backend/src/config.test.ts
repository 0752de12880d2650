import { ConfigReader } from '@backstage/config';
import { readDeployStatusConfig } from './config';

const read = (data: ConstructorParameters<typeof ConfigReader>[0]) =>
  readDeployStatusConfig(new ConfigReader(data));

it('is empty where nothing is configured', () => {
  expect(read({})).toEqual({
    instances: [],
    relistMs: 300_000,
    retentionMs: expect.any(Number),
  });
});

it('reads our own section', () => {
  const { instances, relistMs } = read({
    deployStatus: {
      relistInterval: '2m',
      instances: [
        {
          name: 'tokyo',
          url: 'https://argo.example/',
          token: 't',
          labels: { environment: 'production', region: 'ap-northeast-1' },
        },
        {
          name: 'dev',
          url: 'http://127.0.0.1:8931',
          frontendUrl: 'https://argo-dev.example',
          username: 'portal',
          password: 'p',
        },
      ],
    },
  });
  expect(relistMs).toBe(120_000);
  expect(instances).toEqual([
    expect.objectContaining({
      name: 'tokyo',
      url: 'https://argo.example',
      frontendUrl: 'https://argo.example',
      environment: 'production',
      region: 'ap-northeast-1',
      credentials: { type: 'token', token: 't' },
    }),
    expect.objectContaining({
      name: 'dev',
      environment: 'dev',
      frontendUrl: 'https://argo-dev.example',
      credentials: { type: 'password', username: 'portal', password: 'p' },
    }),
  ]);
});

it('understands the section of the existing plugins as it stands', () => {
  const { instances } = read({
    argocd: {
      username: 'admin',
      password: 'shared',
      baseUrl: 'https://ignored.example',
      appLocatorMethods: [
        {
          type: 'config',
          instances: [
            { name: 'one', url: 'https://one.example', token: 'abc' },
            { name: 'two', url: 'https://two.example' },
          ],
        },
        { type: 'somethingElse' },
      ],
    },
    deployStatus: {
      instances: [{ name: 'one', url: 'https://mine.example', token: 'x' }],
    },
  });
  expect(instances.map(({ name, url }) => `${name} ${url}`)).toEqual([
    'one https://mine.example',
    'two https://two.example',
  ]);
  expect(instances[1]?.credentials).toEqual({
    type: 'password',
    username: 'admin',
    password: 'shared',
  });
});

it.each([
  [
    'without credentials',
    [{ name: 'a', url: 'https://a.example' }],
    /'a' has no credentials/,
  ],
  ['without a URL', [{ name: 'a', token: 't' }], /url/],
  ['with a wrong URL', [{ name: 'a', url: 'argo', token: 't' }], /url/i],
  [
    'twice',
    [
      { name: 'a', url: 'https://a.example', token: 't' },
      { name: 'a', url: 'https://b.example', token: 't' },
    ],
    /Two Argo CD instances.*'a'/,
  ],
])('an instance %s is refused', (_title, instances, message) => {
  expect(() => read({ deployStatus: { instances } })).toThrow(message);
});

it('does not quote secrets in its errors', () => {
  const instances = [{ name: 'a', url: 'x', token: 'top-secret' }];
  expect(() => read({ deployStatus: { instances } })).toThrow(
    expect.objectContaining({
      message: expect.not.stringContaining('top-secret'),
    }),
  );
});
