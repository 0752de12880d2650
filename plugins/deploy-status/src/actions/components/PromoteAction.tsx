import type { Application } from '@michi/plugin-deploy-status-common';
import { versionOf } from '../../model/version';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { imagesToPromote, targetOf } from '../model/offers';
import { ActionButton } from './ActionButton';

/**
 * Brings the images of one environment to the next through a pull request.
 * Nothing where both run the same. Must be inside an {@link ActionsProvider}.
 */
export function PromoteAction({
  from,
  to,
  place = to.environment,
}: {
  /** Where the images run already. */
  from: Application;
  /** Where they are to run: the next environment on the way to production. */
  to: Application;
  /** What that is called, where the environment has several places. */
  place?: string;
}): JSX.Element | null {
  const { t } = useActionWords();
  const { grantOf, denialOf, open } = useActions();
  const images = imagesToPromote(from, to);
  if (images.length === 0) return null;
  const { environment, instance, name } = to;
  const version = versionOf({ images, revisions: [] }, from.name);
  return (
    <ActionButton
      grant={grantOf('promote', instance)}
      denial={denialOf('promote', { instance, name, environment })}
      onClick={button =>
        open(
          {
            action: 'promote',
            target: targetOf(to),
            environment,
            images,
            version,
            isBack: false,
          },
          button,
        )
      }
    >
      {t('offer.promote', {
        environment: place,
        version: version ?? t('offer.someVersion'),
      })}
    </ActionButton>
  );
}
