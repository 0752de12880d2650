import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './modules/home';
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
  themeModule,
  languageModule,
];

export default createApp({ features });
