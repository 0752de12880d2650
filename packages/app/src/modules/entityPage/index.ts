export { apiCardsModule, catalogCardsModule } from './modules';
