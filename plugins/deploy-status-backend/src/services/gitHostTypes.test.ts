import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { gitHostTypes } from './gitHostTypes';

it('knows the hosts that are configured, and looks each up once', () => {
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({
      integrations: {
        gitlab: [
          {
            host: 'git.example.com',
            apiBaseUrl: 'https://git.example.com/api/v4',
          },
        ],
      },
    }),
  );
  const byHost = jest.spyOn(integrations, 'byHost');
  const typeOf = gitHostTypes(integrations);
  expect(
    [
      'https://git.example.com/team/one',
      'https://git.example.com/team/two',
      'https://github.com/team/one',
      'https://unknown.example/team/one',
      'https://unknown.example/team/two',
    ].map(typeOf),
  ).toEqual(['gitlab', 'gitlab', 'github', undefined, undefined]);
  expect(byHost).toHaveBeenCalledTimes(3);
});
