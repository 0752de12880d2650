import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Everything the form fields say, English by default. */
export const serviceFormTranslationRef = createTranslationRef({
  id: 'plugin.scaffolder-service-form',
  messages: {
    name: {
      length: 'Use {{min}} to {{max}} characters; this name has {{length}}.',
      pattern:
        'Use lower-case letters, digits and single hyphens, starting with a letter, for example comment-service.',
      reserved:
        '"{{name}}" has a meaning of its own in YAML or Go. Add a word, for example {{name}}-service.',
      checking: 'Looking whether the name is free…',
      free: 'The name is free in the catalog.',
      taken:
        'The catalog already has a component {{name}}. Choose another name.',
      unknown:
        'The catalog could not be asked whether the name is free. You may go on; it is checked again before anything is created.',
    },
    team: {
      placeholder: 'Choose a team',
      loading: 'Looking up your teams…',
      noneTitle: 'You are not in a team yet.',
      none: "A service needs a team that answers for it. Ask your team's lead or a platform engineer to add you to the team in the organisation's catalog, then reload this page.",
      failed: 'Your teams could not be looked up: {{error}}',
      retry: 'Try again',
      notYours:
        'You are not a member of this team. Choose one of your own teams.',
    },
  },
  translations: {
    ja: () => import('./translation.ja'),
  },
});
