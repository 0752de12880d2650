export * from './annotations';
export * from './contract';
export * from './model';
export * from './permissions';
export * from './signals';
