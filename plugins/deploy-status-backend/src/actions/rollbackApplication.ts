import {
  changeOf,
  consentInput,
  receiptOutput,
  targetInput,
  type ActionOptions,
} from './common';

/** Registers the action that puts an Application back to an earlier deployment. */
export function registerRollbackApplicationAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'rollback-application',
    title: 'Roll back an application',
    description:
      'Puts an Argo CD Application of an entity back to an earlier deployment, by its id from get-deployments. Call plan-rollback first: where Argo CD syncs by itself or has forgotten the deployment, it says so and gives the images for promote-version, which goes back through Git.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...targetInput(z),
          deploymentId: z
            .string()
            .describe(
              'The id of the deployment to go back to, from get-deployments',
            ),
          ...consentInput(z),
        }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, body } = await changeOf(call, input, credentials);
      const output = await call(
        'rollback',
        { params, body: { ...body, deploymentId: input.deploymentId } },
        credentials,
      );
      return { output };
    },
  });
}
