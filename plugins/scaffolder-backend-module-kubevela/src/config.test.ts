import { ConfigReader } from '@backstage/config';
import { readModuleOptions } from './config';

describe('readModuleOptions', () => {
  it('needs only an organisation', () => {
    const options = readModuleOptions(
      new ConfigReader({
        michi: { goldenPath: { githubOrganisation: 'Acme' } },
      }),
    );
    expect(options).toEqual({
      goldenPath: {
        githubHost: 'github.com',
        githubOrganisation: 'Acme',
        imageRegistry: 'ghcr.io/acme',
        goModulePrefix: 'github.com/Acme',
        teamAccess: 'maintain',
      },
      platformEngineers: [],
    });
  });

  it('is optional as a whole', () => {
    expect(readModuleOptions(new ConfigReader({})).goldenPath).toBeUndefined();
  });

  it('names the values that a wrong one could have', () => {
    const config = new ConfigReader({
      michi: { goldenPath: { githubOrganisation: 'acme', teamAccess: 'root' } },
    });
    expect(() => readModuleOptions(config)).toThrow(
      /'root'; use one of none, push, maintain, admin/,
    );
  });
});
