import { Link } from '@backstage/core-components';
import type { Application } from '@michi/plugin-deploy-status-common';
import { useWords } from '../hooks/useWords';

/** The way to the Application in its Argo CD. */
export function ArgoCdLink({
  application,
  place = application.environment,
}: {
  application: Application;
  /** The environment, with what tells the Application from others there. */
  place?: string;
}) {
  const { t } = useWords();
  const { name, url } = application;
  return (
    <Link
      to={url}
      aria-label={t('card.openArgocd', { name, environment: place })}
    >
      {t('card.argocd')}
    </Link>
  );
}
