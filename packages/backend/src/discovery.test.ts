import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { discoveryFactory } from './discovery';

describe('discovery', () => {
  beforeEach(() => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'production',
    });
  });
  afterEach(() => jest.restoreAllMocks());

  async function start(listen: string | { host?: string; port: number }) {
    const logger = mockServices.logger.mock();
    const discovery = await ServiceFactoryTester.from(discoveryFactory, {
      dependencies: [
        logger.factory,
        mockServices.rootConfig.factory({
          data: { backend: { baseUrl: 'http://localhost:7007', listen } },
        }),
      ],
    }).getSubject('catalog');
    return { discovery, warnings: logger.warn.mock.calls };
  }

  it('finds nothing wrong with localhost where only this machine is served', async () => {
    const { discovery, warnings } = await start({
      host: '127.0.0.1',
      port: 7007,
    });
    expect(warnings).toEqual([]);
    expect(await discovery.getExternalBaseUrl('catalog')).toBe(
      'http://localhost:7007/api/catalog',
    );
  });

  it.each([':7007', { port: 7007 }, { host: '0.0.0.0', port: 7007 }])(
    'warns about localhost where others are served (%j)',
    async listen => {
      const { warnings } = await start(listen);
      expect(warnings).toEqual([
        [expect.stringContaining('backend.baseUrl is set to a localhost URL')],
      ]);
    },
  );
});
