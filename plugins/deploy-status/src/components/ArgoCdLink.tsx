import { Link } from '@backstage/core-components';
import type { Application } from '@michi/plugin-deploy-status-common';
import { useWords } from '../hooks/useWords';

/** The way to the Application in its Argo CD. */
export function ArgoCdLink({ application }: { application: Application }) {
  const { t } = useWords();
  const { name, environment, url } = application;
  return (
    <Link to={url} aria-label={t('card.openArgocd', { name, environment })}>
      {t('card.argocd')}
    </Link>
  );
}
