import type { Application } from '@michi/plugin-deploy-status-common';
import { Fragment } from 'react';
import { useWords } from '../hooks/useWords';
import { CommitText } from './CommitText';

/** What is in Git and not deployed, where that is known. */
export function WaitingText({
  waiting = [],
}: {
  waiting: Application['waiting'];
}) {
  const { t } = useWords();
  return (
    <>
      {waiting.map((revision, index) => (
        // Two sources may be at the same commit.
        <Fragment key={index}>
          {t('card.waiting', { commit: <CommitText revision={revision} /> })}
        </Fragment>
      ))}
    </>
  );
}
