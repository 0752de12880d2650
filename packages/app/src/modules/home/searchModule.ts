import { createFrontendModule } from '@backstage/frontend-plugin-api';
import searchPlugin from '@backstage/plugin-search/alpha';

/** The sidebar has the search on every page, so the home page needs no second one. */
export const homeSearchModule = createFrontendModule({
  pluginId: 'search',
  extensions: [
    searchPlugin
      .getExtension('home-page-widget:search/search-bar')
      .override({ disabled: true }),
  ],
});
