import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CallInput, CallOutput, Contract } from '@michi/contract-common';
import { parseLines } from './lines';
import { perform, type PerformOptions } from './perform';
import { Verdicts } from './Verdicts';

/** Calls a contract's routes without HTTP. */
export type ContractCaller<C extends Contract> = <
  Name extends keyof C['routes'] & string,
>(
  name: Name,
  input: CallInput<C['routes'][Name]>,
  credentials: BackstageCredentials,
) => Promise<CallOutput<C['routes'][Name]>>;

/**
 * Calls the routes of a contract from within its backend, as an action for an
 * assistant does: parsed, authorised, recorded and answered exactly like a
 * request over HTTP, but in the name of the given credentials.
 */
export function createContractCaller<C extends Contract>(
  options: PerformOptions<C>,
): ContractCaller<C> {
  const context = { ...options, verdicts: new Verdicts(options.permissions) };
  return async (name, input, credentials) => {
    const route = options.contract.routes[name];
    if (!route) {
      throw new TypeError(`The contract has no route ${name}`);
    }
    const { params, query, body, lines } = {
      params: {},
      query: {},
      body: undefined,
      lines: [],
      ...input,
    };
    const answer = await perform(context, {
      name,
      route,
      params,
      query,
      body,
      lines: route.lines && parseLines(lines, route.lines),
      credentials: async () => credentials,
      origin: { meta: { ...params, via: 'action' } },
    });
    // Parsed by the route's own schema a moment ago.
    return answer as CallOutput<C['routes'][typeof name]>;
  };
}
