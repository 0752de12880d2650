import { Content, Page } from '@backstage/core-components';
import { useUrl } from '../hooks/useUrl';
import { readOwner } from '../model/scope';
import { Deployments } from './Deployments';
import { TeamSelect } from './TeamSelect';

/** Everyone's deployments, or with `?owner=` those of one team. */
export function DeploymentsPage() {
  const { search } = useUrl();
  const owner = readOwner(search);
  return (
    <Page themeId="home">
      <Content>
        <Deployments
          owner={owner}
          headingLevel={1}
          above={<TeamSelect owner={owner} />}
        />
      </Content>
    </Page>
  );
}
