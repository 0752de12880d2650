export { createContractCaller, type ContractCaller } from './caller';
export { callerName } from './callerName';
export type { HandlerContext, Handlers } from './handlers';
export type { PerformOptions } from './perform';
export { createContractRouter, type ContractRouterOptions } from './router';
