import { LinkButton } from '@backstage/core-components';
import { StateMessage } from '@michi/status-react';
import { useEntityNames } from '../../hooks/useEntityNames';
import { useTeamWords } from '../hooks/useTeamWords';

/** There is nothing that could be deployed, and how that changes. */
export function NoServices({ owner }: { owner: string | undefined }) {
  const t = useTeamWords();
  const nameOf = useEntityNames(owner ? [owner] : []);
  return (
    <StateMessage
      tone="unknown"
      title={
        owner
          ? t('state.noServices', { name: nameOf(owner) })
          : t('state.noServicesAtAll')
      }
    >
      <p>{t('state.noServicesHint')}</p>
      <LinkButton to="/create" variant="contained" color="primary">
        {t('state.create')}
      </LinkButton>
    </StateMessage>
  );
}
