import { InputError, ResponseError } from '@backstage/errors';
import type {
  CallInput,
  CallOutput,
  Contract,
  RouteDefinition,
} from './contract';

/** What the client needs of Backstage's `discoveryApiRef` and `fetchApiRef`. */
export interface ContractClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof globalThis.fetch };
}

/** Settings of one call. */
export interface CallOptions {
  /** Ends the call early, as when the page that asked is left. */
  signal?: AbortSignal;
}

/** One method per route, typed by the route's schemas. */
export type ContractClient<C extends Contract> = {
  [Name in keyof C['routes']]: {} extends CallInput<C['routes'][Name]>
    ? (
        input?: CallInput<C['routes'][Name]>,
        options?: CallOptions,
      ) => Promise<CallOutput<C['routes'][Name]>>
    : (
        input: CallInput<C['routes'][Name]>,
        options?: CallOptions,
      ) => Promise<CallOutput<C['routes'][Name]>>;
};

interface AnyInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  lines?: Iterable<unknown>;
}

/**
 * The typed client of a contract. Answers are parsed by the route's schema, so
 * that a portal whose browser tab is older than its backend fails with the name
 * of the field, not somewhere in a component.
 *
 * Throws `ResponseError` (with status, request and the server's message) for
 * every answer that is not 2xx.
 *
 * @example
 * ```ts
 * const client = createContractClient(deployStatusContract, { discoveryApi, fetchApi });
 * const { environments } = await client.getEntityStatus({ params: { kind, namespace, name } });
 * ```
 */
export function createContractClient<C extends Contract>(
  contract: C,
  options: ContractClientOptions,
): ContractClient<C> {
  async function request(
    route: RouteDefinition,
    input: AnyInput = {},
    { signal }: CallOptions = {},
  ) {
    const baseUrl = await options.discoveryApi.getBaseUrl(contract.pluginId);
    const response = await options.fetchApi.fetch(
      `${baseUrl}${fillPath(route.path, input.params ?? {})}${toSearch(input.query ?? {})}`,
      {
        method: route.method.toUpperCase(),
        signal,
        ...contentOf(input),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return route.response.parseAsync(await response.json());
  }

  return Object.fromEntries(
    Object.entries(contract.routes).map(([name, route]) => [
      name,
      (input?: AnyInput, callOptions?: CallOptions) =>
        request(route, input, callOptions),
    ]),
  ) as ContractClient<C>;
}

function contentOf({ body, lines }: AnyInput) {
  if (lines !== undefined) {
    return {
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: Array.from(lines, line => `${JSON.stringify(line)}\n`).join(''),
    };
  }
  return body === undefined
    ? {}
    : {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      };
}

function fillPath(path: string, params: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    // A schema's default does not reach here: it is the server that parses.
    if (params[name] === undefined) {
      throw new InputError(`The path needs a value for ${name}`);
    }
    const value = String(params[name]);
    // URL parsers resolve these even when they are percent-encoded.
    if (value === '.' || value === '..') {
      throw new InputError(`"${value}" is not a valid value for ${name}`);
    }
    return encodeURIComponent(value);
  });
}

function toSearch(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) search.append(name, String(item));
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
