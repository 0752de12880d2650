import { versionOf } from '../../model/version';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { shownPlan, type FlowState } from '../model/flow';
import { bringsOther } from '../model/offers';
import type { Progress } from '../model/progress';
import { ActionButton } from './ActionButton';

/** What most likely follows an end that is not the whole way: to retry, or to tell Git too. */
export function NextStep({
  state,
  progress,
}: {
  state: FlowState;
  progress: Progress;
}): JSX.Element | null {
  const { t } = useActionWords();
  const { grantOf, denialOf, open } = useActions();
  const { intent } = state;
  const { target, environment } = intent;
  const where = { instance: target.instance, name: target.name, environment };
  const planned = shownPlan(state.plan)?.images;
  const images = planned && bringsOther(planned) ? planned.to : [];
  if (progress.stage === 'failed') {
    return (
      <div>
        <ActionButton
          grant={grantOf('retry', target.instance)}
          denial={denialOf('retry', where)}
          onClick={() => open({ action: 'retry', target, environment }, null)}
        >
          {t('offer.retry')}
        </ActionButton>
      </div>
    );
  }
  if (
    progress.stage === 'differs' &&
    intent.action === 'rollback' &&
    images.length > 0
  ) {
    const version =
      versionOf({ images, revisions: [] }, target.name) ??
      t('offer.someVersion');
    return (
      <div>
        <ActionButton
          grant={grantOf('promote', target.instance)}
          denial={denialOf('promote', where)}
          onClick={() =>
            open(
              {
                action: 'promote',
                target,
                environment,
                images,
                version,
                isBack: true,
              },
              null,
            )
          }
        >
          {t('obstacle.pullRequest', { version })}
        </ActionButton>
      </div>
    );
  }
  return null;
}
