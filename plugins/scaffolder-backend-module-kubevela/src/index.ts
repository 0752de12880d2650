export { kubevelaModule as default } from './module';
