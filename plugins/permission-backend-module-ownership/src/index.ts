/**
 * The permission policy: who may do what to what they own.
 *
 * @packageDocumentation
 */
export { permissionModuleOwnership as default } from './module';
