export * from './caller';
export * from './callerName';
export type { HandlerContext, Handlers } from './handlers';
export * from './openapi';
export type { PerformOptions } from './perform';
export * from './router';
