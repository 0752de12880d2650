import {
  changeOf,
  consentInput,
  findTarget,
  planOutput,
  receiptOutput,
  targetInput,
  type ActionOptions,
} from './common';

interface Described {
  name: string;
  title: string;
  description: string;
}

/** Registers an action on the operation of an Application, which needs to know no more than which one. */
export function registerOperationAction(
  { actionsRegistry, call }: ActionOptions,
  { route, ...described }: { route: 'retry' | 'terminate' } & Described,
): void {
  actionsRegistry.register({
    ...described,
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...targetInput(z),
          startedAt: z
            .string()
            .optional()
            .describe(
              'When the operation started that the plan told of, so that another one that has taken its place is left alone',
            ),
          ...consentInput(z),
        }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, body } = await changeOf(call, input, credentials);
      const { startedAt } = input;
      return {
        output: await call(
          route,
          { params, body: { ...body, startedAt } },
          credentials,
        ),
      };
    },
  });
}

/** Registers the action that says what such an action would do. */
export function registerOperationPlanAction(
  { actionsRegistry, call }: ActionOptions,
  { route, ...described }: { route: 'planRetry' | 'planTerminate' } & Described,
): void {
  actionsRegistry.register({
    ...described,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: { input: z => z.object(targetInput(z)), output: planOutput },
    action: async ({ input, credentials }) => {
      const { params, target } = await findTarget(call, input, credentials);
      const body = { target };
      return { output: await call(route, { params, body }, credentials) };
    },
  });
}
