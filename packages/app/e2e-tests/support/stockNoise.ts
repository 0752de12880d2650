/**
 * What stock Backstage says in the browser's console whatever we do. Each line
 * has its reason; ours never go here.
 */
export const STOCK_CONSOLE: RegExp[] = [];

/** The same for the backend's log. */
export const STOCK_LOG: RegExp[] = [
  // Printed before there is a logger
  /^Loading config from MergedConfigSource/,
  // A page of documentation is built when it is first opened; before that there is none to index
  /^warn \[search\] Index for techdocs was not replaced: indexer received 0 documents$/,
  // A page that is left drops what it asks, such as for permissions; Express calls a body unreadable
  // whose sender has gone. Our own plugins do not (packages/contract-node/src/jsonBody.ts).
  /^error \[(?!deploy-status\])[\w-]+\] Request failed with status 500 stream is not readable$/,
];
