import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The app's own words: sign-in, navigation and the frame of the home page. */
export const appTranslationRef = createTranslationRef({
  id: 'michi-app',
  messages: {
    nav: {
      home: 'Home',
      catalog: 'Catalog',
      deployments: 'Deployments',
      create: 'Create',
      apis: 'APIs',
      docs: 'Docs',
      graph: 'Relations',
      search: 'Search',
      settings: 'Settings',
      menu: 'Menu',
      signOut: 'Sign out',
      account: 'Account and settings',
      logo: 'Michi, home',
    },
    signIn: {
      title: 'Sign in to {{appTitle}}',
      subtitle:
        'What runs where, who owns it, and the way to the next service.',
      peopleTitle: 'Who are you today?',
      peopleHint:
        'No password on this machine. Each person sees the portal the way their role does.',
      github: 'Sign in with GitHub',
      signingIn: 'Signing in as {{name}}',
      failed: 'Signing in did not work',
      failedWhy: 'Signing in did not work: {{problem}}',
      tryAgain: 'Try again',
      someoneElse: 'Choose someone else',
      noProvider: 'No way to sign in is configured',
      noProviderHint:
        'Add auth.providers.github for GitHub, or auth.providers.people for people on this machine, to app-config.yaml and start again.',
      noIdentity:
        'GitHub knows you, but the portal does not. Ask the platform team to add you to the catalog.',
    },
    home: {
      createService: 'Create service',
      browseCatalog: 'Browse the catalog',
      firstWeek: 'New here? Your first week',
      firstWeekTeam: 'Your team and what it owns',
      firstWeekServices: 'The services of your team',
      firstWeekDocs: 'How things are done here: docs and runbooks',
      firstWeekCreate: 'Create your first service',
      actions: 'What you can do next',
    },
  },
  // Fetched only by those who read it.
  translations: { ja: () => import('./translation.ja') },
});
