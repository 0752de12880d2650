import type { Deployment } from '@michi/plugin-deploy-status-common';
import { versionOfDeployment } from '../../model/version';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { findApplication, isBehind } from '../model/offers';
import { ActionButton } from './ActionButton';

/**
 * Goes back to a deployment of the timeline. Nothing where there is nothing to
 * go back to: it failed, or it is what runs; and for those who may not. Must be inside
 * an {@link ActionsProvider}.
 */
export function RollbackAction({
  deployment,
}: {
  deployment: Deployment;
}): JSX.Element | null {
  const { t } = useActionWords();
  const { applications, grantOf, open } = useActions();
  const { instance, application: name, namespace, environment } = deployment;
  const target = { instance, name, namespace };
  const application = findApplication(applications, target);
  const grant = grantOf('rollback', instance);
  if (!application || !isBehind(deployment, application)) return null;
  // Every row of the timeline would say the same; the environment's menu says it once.
  if (grant === 'denied' || grant === 'denied-protected') return null;
  const version = versionOfDeployment(deployment);
  return (
    <ActionButton
      variant="text"
      grant={grant}
      denial={undefined}
      aria-label={t('offer.rollbackTo', {
        environment,
        version: version ?? t('offer.someVersion'),
      })}
      onClick={button =>
        open(
          {
            action: 'rollback',
            target,
            environment,
            deploymentId: deployment.id,
            version,
            revisions: deployment.revisions,
          },
          button,
        )
      }
    >
      {t('offer.rollback')}
    </ActionButton>
  );
}
