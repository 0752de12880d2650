import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the shared views. */
export const statusTranslationRef = createTranslationRef({
  id: 'michi-status',
  messages: {
    time: {
      justNow: 'just now',
      secondsAgo: '{{n}} s ago',
      minutesAgo: '{{n}} min ago',
      hoursAgo: '{{n}} h ago',
      daysAgo_one: '{{count}} day ago',
      daysAgo_other: '{{count}} days ago',
      soon: 'in a moment',
      inSeconds: 'in {{n}} s',
      inMinutes: 'in {{n}} min',
      inHours: 'in {{n}} h',
      inDays_one: 'in {{count}} day',
      inDays_other: 'in {{count}} days',
    },
    duration: {
      seconds: '{{n}} s',
      minutes: '{{n}} min',
      hours: '{{n}} h',
      days: '{{n}} d',
      separator: ' ',
    },
    freshness: {
      live: 'Live',
      liveHint: 'Updates by itself',
      asOf: 'as of {{when}}',
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
      staleHint:
        'What is shown is as of {{when}}. The last refresh did not work; it is tried again by itself.',
      retry: 'Try again',
      retrying: 'Trying again',
      reference: 'Reference: {{reference}}',
    },
    problem: {
      said: 'The portal says:',
      invalid: 'The request is not complete, or not as it should be.',
      missing: 'What was asked for is not there, or not any more.',
      conflict:
        'It does not go together with how things are by now. Look again before you decide.',
      busy: 'Too much is asked at the moment. Wait a little.',
      unavailable: 'The portal, or a system behind it, is in trouble.',
      other: 'No usable answer came.',
    },
  },
  // Fetched only by those who read it.
  translations: { ja: () => import('./translation.ja') },
});
