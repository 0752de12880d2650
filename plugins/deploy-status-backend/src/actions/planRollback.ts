import {
  findTarget,
  planOutput,
  targetInput,
  type ActionOptions,
} from './common';

/** Registers the action that says what a rollback would change. */
export function registerPlanRollbackAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'plan-rollback',
    title: 'Plan a rollback',
    description:
      'Says what rollback-application would bring back and what stands in the way, and where it is not possible, which images to give to promote-version instead. Changes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...targetInput(z),
          deploymentId: z
            .string()
            .describe(
              'The id of the deployment to go back to, from get-deployments',
            ),
        }),
      output: planOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, target } = await findTarget(call, input, credentials);
      const output = await call(
        'planRollback',
        { params, body: { target, deploymentId: input.deploymentId } },
        credentials,
      );
      return { output };
    },
  });
}
