import {
  changeOf,
  consentInput,
  receiptOutput,
  targetInput,
  type ActionOptions,
} from './common';

/** Registers an action that needs to know nothing but its Application. */
export function registerPlainAction(
  { actionsRegistry, call }: ActionOptions,
  action: {
    route: 'refresh' | 'retry' | 'terminate';
    name: string;
    title: string;
    description: string;
    attributes: {
      readOnly: boolean;
      destructive: boolean;
      idempotent: boolean;
    };
  },
): void {
  const { route, ...described } = action;
  actionsRegistry.register({
    ...described,
    schema: {
      input: z => z.object({ ...targetInput(z), ...consentInput(z) }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => ({
      output: await call(
        route,
        await changeOf(call, input, credentials),
        credentials,
      ),
    }),
  });
}
