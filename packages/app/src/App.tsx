import { createApp } from '@backstage/frontend-defaults';
import { apiCardsModule, catalogCardsModule } from './modules/entityPage';
import { homeModule, homeSearchModule } from './modules/home';
import { iconsModule } from './modules/icons';
import { languageModule } from './modules/language';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';
import { themeModule } from './modules/theme';

/**
 * What makes this app Michi rather than any Backstage. The plugins are found by
 * Backstage among this package's dependencies (`app.packages: all`).
 */
export const features = [
  signInModule,
  navModule,
  homeModule,
  homeSearchModule,
  catalogCardsModule,
  apiCardsModule,
  themeModule,
  iconsModule,
  languageModule,
];

export default createApp({ features });
