import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CallOutput, Contract, RequestLine } from '@michi/contract-common';
import type { z } from 'zod';

/** What a handler is given: parsed input, and who asks. */
export interface HandlerContext<R> {
  params: R extends { params?: infer P extends z.ZodType }
    ? z.output<P>
    : never;
  query: R extends { query?: infer Q extends z.ZodType } ? z.output<Q> : never;
  body: R extends { body?: infer B extends z.ZodType } ? z.output<B> : never;
  /** Of an NDJSON request, as they arrive; empty lines are left out. */
  lines: R extends { lines?: infer L extends z.ZodType }
    ? AsyncIterable<RequestLine<z.output<L>>>
    : never;
  credentials: BackstageCredentials;
  /** The resources that the permission was granted for; empty for a route without resources. */
  permitted: ReadonlySet<string>;
  /** Which of the resources that the handler found the caller may have, for a route with `mode: 'found'`. */
  permit(refs: string[]): Promise<ReadonlySet<string>>;
}

/** One handler per route: it calls one service method and returns its answer. */
export type Handlers<C extends Contract> = {
  [Name in keyof C['routes']]: (
    context: HandlerContext<C['routes'][Name]>,
  ) => Promise<CallOutput<C['routes'][Name]>>;
};
