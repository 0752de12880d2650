import type { EntityStatus } from '@michi/plugin-deploy-status-common';
import {
  dataOf,
  Loading,
  QueryView,
  SkeletonText,
  StateMessage,
  type QueryState,
} from '@michi/status-react';
import { useMemo } from 'react';
import type { Deployments } from '../../api/deploymentPages';
import type { Services } from '../../model/services';
import {
  useDeployments,
  useHomeServices,
  useStatuses,
} from '../../hooks/useHomeServices';
import { useStartOfDay } from '../../hooks/useStartOfDay';
import { useWords } from '../../hooks/useWords';
import { tellOfServices } from '../../model/deploymentPlaces';
import { DeploymentTable } from './DeploymentTable';
import { FailedToday } from './FailedToday';
import { Section } from './Section';
import { TimelineStrip } from './TimelineStrip';

const ID = 'michi-today';

const NONE: EntityStatus[] = [];

/** The states that the page has anyway; none until they are there. */
const useKnownStatuses = ({ services }: Services): EntityStatus[] =>
  dataOf(useStatuses(services).state)?.statuses ?? NONE;

/** In configured order. */
const environmentsOf = (statuses: EntityStatus[]): string[] =>
  statuses.flatMap(({ instances }) =>
    instances.map(({ environment }) => environment),
  );

/** What changed today: how many deployments, which failed, and when each was. */
export function Today(): JSX.Element {
  const { t } = useWords();
  const { state } = useHomeServices();
  if (state.status === 'ready') {
    return state.data.services.length === 0 ? (
      <></>
    ) : (
      <TodayOf services={state.data} />
    );
  }
  // The list of services says what went wrong; once is enough.
  if (state.status === 'error') return <></>;
  return (
    <Section id={ID} title={t('today.title')}>
      <TodaySkeleton />
    </Section>
  );
}

function TodayOf({ services }: { services: Services }) {
  const { t } = useWords();
  const start = useStartOfDay();
  const { state, refresh } = useDeployments(
    services.services,
    start.toISOString(),
  );
  return (
    <Section id={ID} title={t('today.title')} aside={useSummary(state)}>
      <QueryView
        state={state}
        skeleton={<TodaySkeleton />}
        errorTitle={t('today.failed')}
        onRetry={refresh}
      >
        {data => <TodayContent services={services} data={data} start={start} />}
      </QueryView>
    </Section>
  );
}

function useSummary(state: QueryState<Deployments>): string | undefined {
  const { t } = useWords();
  if (state.status !== 'ready' || state.data.total === 0) return undefined;
  const { total, failed } = state.data;
  return t('today.summary', { count: total, failed: String(failed) });
}

function TodayContent(props: {
  services: Services;
  data: Deployments;
  start: Date;
}) {
  const { t } = useWords();
  const { deployments, total, denied } = props.data;
  const statuses = useKnownStatuses(props.services);
  const tell = useMemo(
    () => tellOfServices(statuses, deployments),
    [statuses, deployments],
  );
  return (
    <>
      {total === 0 ? (
        <StateMessage tone="unknown" title={t('today.none')}>
          {t('today.noneHint')}
        </StateMessage>
      ) : (
        <>
          <TimelineStrip
            deployments={deployments}
            start={props.start}
            environments={environmentsOf(statuses)}
            tell={tell}
          />
          <FailedToday deployments={deployments} tell={tell} />
          <details>
            <summary>{t('today.table')}</summary>
            <DeploymentTable deployments={deployments} tell={tell} />
          </details>
          {total > deployments.length && (
            <p>
              {t('today.listed', {
                shown: String(deployments.length),
                total: String(total),
              })}
            </p>
          )}
        </>
      )}
      {denied > 0 && <p>{t('today.denied', { count: denied })}</p>}
    </>
  );
}

function TodaySkeleton() {
  return (
    <Loading>
      <div style={{ height: 96 }}>
        <SkeletonText width="100%" />
      </div>
    </Loading>
  );
}
