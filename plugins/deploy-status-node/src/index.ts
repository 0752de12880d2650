export * from './DeployStatusService';
export * from './deployStatusServiceRef';
