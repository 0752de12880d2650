export { serviceNameField } from './field';
