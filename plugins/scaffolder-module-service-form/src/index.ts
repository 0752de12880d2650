export { serviceFormModule as default } from './module';
export { serviceFormTranslationRef } from './translation';
