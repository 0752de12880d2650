import { createFrontendModule } from '@backstage/frontend-plugin-api';
import homePlugin from '@backstage/plugin-home/alpha';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';

/**
 * The home page is the portal's first page, with our arrangement. Backstage's
 * own widgets are off until configuration turns one on:
 * `app.extensions: [home-page-widget:home/starred-entities]`.
 */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [
    homePlugin.getExtension('page:home').override({
      factory: (originalFactory, { config }) =>
        originalFactory({ config: { ...config, path: config.path ?? '/' } }),
    }),
    HomePageLayoutBlueprint.make({
      params: { loader: () => import('./HomeLayout').then(m => m.HomeLayout) },
    }),
    homePlugin
      .getExtension('home-page-widget:home/toolkit')
      .override({ disabled: true }),
    homePlugin
      .getExtension('home-page-widget:home/starred-entities')
      .override({ disabled: true }),
    homePlugin
      .getExtension('home-page-widget:home/random-joke')
      .override({ disabled: true }),
    homePlugin
      .getExtension('home-page-widget:home/most-visited')
      .override({ disabled: true }),
    homePlugin
      .getExtension('home-page-widget:home/recently-visited')
      .override({ disabled: true }),
    homePlugin
      .getExtension('home-page-widget:home/world-clock')
      .override({ disabled: true }),
  ],
});
