import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import appPlugin from '@backstage/plugin-app';
import { LANGUAGES, pickLanguage } from './browserLanguage';
import { DocumentLanguage } from './DocumentLanguage';

/**
 * English and Japanese. A first visit follows the browser; the choice in the
 * settings is kept. Configuration of `api:app/app-language` wins over both lists.
 */
export const languageModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    appPlugin.getExtension('api:app/app-language').override({
      factory(originalFactory, { config }) {
        const availableLanguages = config.availableLanguages ?? LANGUAGES;
        return originalFactory({
          config: {
            availableLanguages,
            defaultLanguage:
              config.defaultLanguage ??
              pickLanguage(navigator.languages, availableLanguages) ??
              availableLanguages[0],
          },
        });
      },
    }),
    AppRootElementBlueprint.make({
      name: 'document-language',
      params: { element: <DocumentLanguage /> },
    }),
  ],
});
