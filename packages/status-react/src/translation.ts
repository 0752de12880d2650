import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the shared views. */
export const statusTranslationRef = createTranslationRef({
  id: 'michi-status',
  messages: {
    time: {
      justNow: 'just now',
      secondsAgo: '{{count}} s ago',
      minutesAgo: '{{count}} min ago',
      hoursAgo: '{{count}} h ago',
      daysAgo_one: '{{count}} day ago',
      daysAgo_other: '{{count}} days ago',
      soon: 'in a moment',
      inSeconds: 'in {{count}} s',
      inMinutes: 'in {{count}} min',
      inHours: 'in {{count}} h',
      inDays_one: 'in {{count}} day',
      inDays_other: 'in {{count}} days',
    },
    duration: {
      seconds: '{{count}} s',
      minutes: '{{count}} min',
      hours: '{{count}} h',
      days: '{{count}} d',
      separator: ' ',
    },
    freshness: {
      live: 'Live',
      liveHint: 'Updates by itself',
      asOf: 'as of',
    },
    state: {
      loading: 'Loading',
      errorTitle: 'This could not be loaded',
      deniedTitle: 'You may not see this',
      deniedHint:
        'Ask an owner of this service, or the platform team, to give you access.',
      signedOutTitle: 'Your sign-in has ended',
      signedOutHint: 'Sign in again; this page stays where it is.',
      staleTitle: 'Not up to date',
      staleHint: 'The last refresh did not work; it is tried again by itself.',
      retry: 'Try again',
      retrying: 'Trying again',
      reference: 'Reference',
    },
  },
  // Fetched only by those who read it.
  translations: { ja: () => import('./translation.ja') },
});
