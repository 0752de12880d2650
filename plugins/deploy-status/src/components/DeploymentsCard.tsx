import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import type { EntityStatus } from '@michi/plugin-deploy-status-common';
import { Freshness, QueryView, type QueryState } from '@michi/status-react';
import { useEntityStatus } from '../hooks/useDeployStatus';
import { useWords } from '../hooks/useWords';
import { environmentRows, oldestKnown } from '../model/environments';
import { deploymentsRouteRef } from '../routes';
import { CardSkeleton } from './CardSkeleton';
import { EnvironmentTable } from './EnvironmentTable';
import { HealthCaveat } from './HealthCaveat';
import { Headline } from './Headline';
import { NothingToShow } from './NothingToShow';

/** What of an entity runs where, since when and in which state; kept current. */
export function DeploymentsCard() {
  const { entity } = useEntity();
  const { t } = useWords();
  const { state, refresh } = useEntityStatus(entity);
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={<CardFreshness state={state} />}
      footerActions={<AllDeployments />}
    >
      <QueryView
        state={state}
        skeleton={<CardSkeleton />}
        errorTitle={t('state.loadFailed')}
        onRetry={refresh}
      >
        {status => <StatusView status={status} />}
      </QueryView>
    </EntityInfoCard>
  );
}

function StatusView({ status }: { status: EntityStatus }) {
  if (status.state !== 'found') {
    return <NothingToShow status={status} state={status.state} />;
  }
  const rows = environmentRows(status);
  return (
    <>
      <Headline rows={rows} />
      <EnvironmentTable rows={rows} />
      <HealthCaveat rows={rows} />
    </>
  );
}

/** The way to the tab, where there is one. */
function AllDeployments() {
  const { t } = useWords();
  const tab = useRouteRef(deploymentsRouteRef);
  return tab ? <Link to={tab()}>{t('card.all')}</Link> : null;
}

function CardFreshness({ state }: { state: QueryState<EntityStatus> }) {
  if (state.status !== 'ready' || state.data.state !== 'found') return null;
  return (
    <Freshness
      asOf={state.stale?.since ?? oldestKnown(environmentRows(state.data))}
    />
  );
}
