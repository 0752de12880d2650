import { LinkButton } from '@backstage/core-components';
import { StateMessage } from '@michi/status-react';
import { useTeamWords } from '../hooks/useTeamWords';
import { nameOfRef } from '../model/columns';

/** There is nothing that could be deployed, and how that changes. */
export function NoServices({ owner }: { owner: string | undefined }) {
  const t = useTeamWords();
  return (
    <StateMessage
      tone="unknown"
      title={
        owner
          ? t('state.noServices', { name: nameOfRef(owner) })
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
