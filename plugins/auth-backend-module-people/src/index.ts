/**
 * Local sign-in as one of the people listed in the configuration, for a first
 * look and for tests.
 *
 * @packageDocumentation
 */
export { authModulePeople as default } from './module';
