export { iconsModule } from './module';
