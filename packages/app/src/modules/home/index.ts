export { homeModule } from './module';
export { homeSearchModule } from './searchModule';
