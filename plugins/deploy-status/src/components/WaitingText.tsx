import type { Application } from '@michi/plugin-deploy-status-common';
import { useWords } from '../hooks/useWords';
import { CommitText } from './CommitText';

/** Where Git is, while what runs is something else. */
export function WaitingText({
  waiting,
}: {
  waiting: NonNullable<Application['waiting']>;
}) {
  const { t } = useWords();
  return (
    <>
      {waiting.map((revision, index) => (
        // Two repositories may have tags or versions of one name.
        <div key={index}>
          {t('card.waiting', { commit: <CommitText revision={revision} /> })}
        </div>
      ))}
    </>
  );
}
