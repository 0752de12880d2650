import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { AskAhead } from '../components/AskAhead';

/** Not in a chunk of its own: it is there to be early. */
export const askAheadElement = AppRootElementBlueprint.make({
  name: 'ask-ahead',
  params: { element: <AskAhead /> },
});
