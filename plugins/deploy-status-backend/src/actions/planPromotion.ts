import {
  findTarget,
  planOutput,
  targetInput,
  imagesInput,
  type ActionOptions,
} from './common';

/** Registers the action that says which lines a promotion would change. */
export function registerPlanPromotionAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'plan-promotion',
    title: 'Plan a promotion',
    description:
      'Says which lines of which files promote-version would change, and what stands in the way. Changes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ ...targetInput(z), images: imagesInput(z) }),
      output: planOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, target } = await findTarget(call, input, credentials);
      const output = await call(
        'planPromotion',
        { params, body: { target, images: input.images } },
        credentials,
      );
      return { output };
    },
  });
}
