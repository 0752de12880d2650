export * from './openapi';
export * from './router';
