import { ConfigReader } from '@backstage/config';
import { ConflictError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createRegisterServiceAction } from './registerService';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'comment-service', namespace: 'default' },
};
const TARGET =
  'https://github.com/acme/comment-service/tree/main/catalog-info.yaml';

describe('michi:service:register', () => {
  const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));

  function create(catalog: ReturnType<typeof catalogServiceMock.mock>) {
    const action = createRegisterServiceAction({
      integrations,
      catalog,
      waiting: { timeoutMs: 200, intervalMs: 1 },
    });
    const output = jest.fn();
    const context = {
      ...createMockActionContext({
        input: {
          repoContentsUrl: 'https://github.com/acme/comment-service/blob/main',
          entityRef: 'component:default/comment-service',
        },
      }),
      output,
    };
    return { action, context, output };
  }

  it('registers the file and waits until the catalog has read it', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue(ENTITY);
    const { action, context, output } = create(catalog);

    await action.handler(context);

    expect(catalog.addLocation).toHaveBeenCalledWith(
      { type: 'url', target: TARGET },
      expect.anything(),
    );
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(3);
    expect(Object.fromEntries(output.mock.calls)).toEqual({
      entityRef: 'component:default/comment-service',
      catalogInfoUrl: TARGET,
    });
  });

  it('goes on if an earlier attempt registered it', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.addLocation.mockRejectedValue(new ConflictError('exists'));
    catalog.getEntityByRef.mockResolvedValue(ENTITY);
    const { action, context } = create(catalog);
    await expect(action.handler(context)).resolves.toBeUndefined();
  });

  it('passes on what the catalog refuses', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.addLocation.mockRejectedValue(new Error('no such permission'));
    const { action, context } = create(catalog);
    await expect(action.handler(context)).rejects.toThrow('no such permission');
  });

  it('ends well, with a word about it, when the catalog takes long', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(undefined);
    const { action, context, output } = create(catalog);
    await action.handler(context);
    expect(output).toHaveBeenCalledWith(
      'entityRef',
      'component:default/comment-service',
    );
  });
});
