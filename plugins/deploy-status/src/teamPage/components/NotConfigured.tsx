import { StateMessage } from '@michi/status-react';
import { useTeamWords } from '../hooks/useTeamWords';

/** There is no Argo CD to ask. */
export function NotConfigured() {
  const t = useTeamWords();
  return (
    <StateMessage tone="unknown" title={t('argocd.notConfigured')}>
      {t('argocd.notConfiguredHint', {
        key: <code>deployStatus.instances</code>,
      })}
    </StateMessage>
  );
}
