/**
 * What stock Backstage says in the browser's console whatever we do. Each line
 * has its reason; ours never go here.
 */
export const STOCK_CONSOLE: RegExp[] = [];

/** The same for the backend's log. */
export const STOCK_LOG: RegExp[] = [];
