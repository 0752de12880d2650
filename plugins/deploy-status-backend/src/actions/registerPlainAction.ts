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

/** Registers an action that needs to know nothing but its Application. */
export function registerPlainAction(
  { actionsRegistry, call }: ActionOptions,
  action: {
    route: 'refresh' | 'retry' | 'terminate';
    attributes: {
      readOnly: boolean;
      destructive: boolean;
      idempotent: boolean;
    };
  } & Described,
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

/** Registers the action that says what such an action would do. */
export function registerPlainPlanAction(
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
