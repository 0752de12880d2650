import { ConfigReader } from '@backstage/config';
import { readDeployStatusConfig } from './config';

const read = (data: ConstructorParameters<typeof ConfigReader>[0]) =>
  readDeployStatusConfig(new ConfigReader(data));

it('is empty where nothing is configured', () => {
  expect(read({})).toEqual({
    instances: [],
    relistMs: 300_000,
    retentionMs: expect.any(Number),
    stuckMs: 900_000,
    environments: [],
    production: ['production'],
    warnings: [],
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

describe('the section of the existing plugins', () => {
  const existing = (instances: object[], more: object = {}) =>
    read({
      argocd: {
        baseUrl: 'https://argo.example/',
        appLocatorMethods: [{ type: 'config', instances }],
        ...more,
      },
    });
  const one = { name: 'one', url: 'https://one.internal', token: 'abc' };

  it('says where people open its instance', () => {
    expect(existing([one]).instances[0]).toMatchObject({
      url: 'https://one.internal',
      frontendUrl: 'https://argo.example',
    });
    const two = { ...one, name: 'two', url: 'https://two.internal' };
    expect(
      existing([one, two]).instances.map(({ frontendUrl }) => frontendUrl),
    ).toEqual(['https://one.internal', 'https://two.internal']);
  });

  it('may have an instance that we cannot sign in to, which is left out', () => {
    const { instances, warnings } = existing(
      [one, { name: 'azure', url: 'https://azure.example' }],
      { oidcConfig: { provider: 'azure', providerConfigKey: 'auth.azure' } },
    );
    expect(instances.map(({ name }) => name)).toEqual(['one']);
    expect(warnings).toContainEqual(
      expect.stringMatching(/'azure'.*not followed.*token/),
    );
  });
});

describe('a warning', () => {
  const warnings = (environment: string, more: object = {}) =>
    read({
      deployStatus: {
        instances: [
          {
            name: 'argo',
            url: 'https://argo.example',
            token: 't',
            labels: { environment },
          },
        ],
        ...more,
      },
    }).warnings;

  it('says that nothing is protected, and which key to set', () => {
    expect(warnings('live')).toEqual([
      expect.stringMatching(/production.*live.*deployStatus\.production/),
      expect.stringMatching(/protected.*live.*deployStatus\.protected/),
    ]);
    expect(warnings('live', { production: ['live'] })).toEqual([]);
    expect(warnings('live', { protected: ['live'] })).toHaveLength(1);
    expect(warnings('production')).toEqual([]);
  });

  it('is not given where that was asked for', () => {
    expect(warnings('production', { protected: [] })).toEqual([]);
    expect(warnings('live', { production: [] })).toEqual([]);
  });
});

describe('environments', () => {
  const instance = (environment: string) => ({
    name: `argo-${environment}`,
    url: 'https://argo.example',
    token: 't',
    labels: { environment },
  });
  const instances = ['live', 'staging', 'dev'].map(instance);
  const readWith = (more: object) =>
    read({ deployStatus: { instances, ...more } });
  const order = (more: object) =>
    readWith(more).instances.map(({ environment }) => environment);
  const guarded = (more: object) =>
    readWith(more)
      .instances.filter(one => one.protected)
      .map(({ environment }) => environment);

  it('are in the order of the instances unless another is given', () => {
    expect(order({})).toEqual(['live', 'staging', 'dev']);
    expect(order({ environments: ['dev', 'staging', 'live'] })).toEqual([
      'dev',
      'staging',
      'live',
    ]);
  });

  it('that the order does not name come first', () => {
    expect(order({ environments: ['live'] })).toEqual([
      'staging',
      'dev',
      'live',
    ]);
  });

  it('are protected where they count as production, or are said to be', () => {
    expect(guarded({})).toEqual([]);
    expect(guarded({ production: ['live'] })).toEqual(['live']);
    expect(
      guarded({ production: ['live'], protected: ['staging', 'live'] }),
    ).toEqual(['live', 'staging']);
    expect(guarded({ production: ['live'], protected: [] })).toEqual([]);
  });
});

it('reads how long is too long, and where logs are', () => {
  const { stuckMs, instances } = read({
    deployStatus: {
      stuckAfter: { minutes: 5 },
      instances: [
        {
          name: 'dev',
          url: 'https://argo.example',
          token: 't',
          logsUrl: 'https://logs.example/{application}',
        },
      ],
    },
  });
  expect(stuckMs).toBe(300_000);
  expect(instances[0]?.logsUrl).toBe('https://logs.example/{application}');
});

it('refuses a key that it does not know', () => {
  expect(() => read({ deployStatus: { environment: ['dev'] } })).toThrow(
    /environment/,
  );
  const labelled = {
    name: 'tokyo',
    url: 'https://argo.example',
    token: 't',
    labels: { enviroment: 'production' },
  };
  expect(() => read({ deployStatus: { instances: [labelled] } })).toThrow(
    /enviroment/,
  );
});

it('refuses a misspelt label where the existing plugins are configured, and nothing else that they may know', () => {
  const readLabelled = (labels: object) =>
    read({
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [
              {
                name: 'tokyo',
                url: 'https://argo.example',
                token: 't',
                headers: {},
                labels,
              },
            ],
          },
        ],
      },
    });
  expect(() => readLabelled({ enviroment: 'production' })).toThrow(
    /argocd.*enviroment/s,
  );
  expect(
    readLabelled({ environment: 'production' }).instances[0]?.protected,
  ).toBe(true);
});

it.each([
  [
    'without credentials',
    [{ name: 'a', url: 'https://a.example' }],
    /'a' has no credentials/,
  ],
  ['without a URL', [{ name: 'a', token: 't' }], /url/],
  [
    'with a link to logs that is none',
    [
      {
        name: 'a',
        url: 'https://a.example',
        token: 't',
        logsUrl: 'logs/{application}',
      },
    ],
    /logsUrl/,
  ],
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
