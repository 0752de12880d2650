import type { EntityStatus } from '@michi/plugin-deploy-status-common';
import { dataOf, ErrorMessage, Freshness } from '@michi/status-react';
import { Section } from '../../components/home/Section';
import { HealthCaveat } from '../../components/HealthCaveat';
import { NothingToShow } from '../../components/NothingToShow';
import {
  environmentRows,
  oldestKnown,
  type EnvironmentRow,
} from '../../model/environments';
import type { Service } from '../../model/services';
import { useDifferences, useLatestDeployments } from '../hooks/useDeployments';
import { useServiceWords } from '../hooks/useServiceWords';
import { ENVIRONMENTS_ID } from './ids';
import { Matrix } from './Matrix';
import { PageHeadline } from './PageHeadline';
import { PastFailure } from './PastFailure';
import { TimelineSection } from './TimelineSection';

const environmentsOf = ({
  instances,
  applications,
}: EntityStatus): string[] => [
  ...new Set(
    [...instances, ...applications].map(({ environment }) => environment),
  ),
];

const deployedIn = (rows: EnvironmentRow[]): string[] => [
  ...new Set(
    rows
      .filter(({ kind }) => kind === 'deployed')
      .map(({ environment }) => environment),
  ),
];

/** What a service's state leads to: the matrix and the timeline, or what to do where there is nothing. */
export function StatusView(props: {
  service: Service;
  status: EntityStatus;
  /** Set where the status itself is not the newest. */
  stale: { since: number } | undefined;
}) {
  const { service, status, stale } = props;
  const timeline = (
    <TimelineSection
      service={service}
      environments={environmentsOf(status)}
      applications={status.applications}
      instances={status.instances}
    />
  );
  switch (status.state) {
    case 'found':
      return (
        <>
          <Environments service={service} status={status} stale={stale} />
          {timeline}
        </>
      );
    case 'missing':
    case 'waiting':
      // What was deployed stays known after the Application is gone.
      return (
        <>
          <NothingToShow status={status} state={status.state} />
          {timeline}
        </>
      );
    default:
      return <NothingToShow status={status} state={status.state} />;
  }
}

function Environments(props: {
  service: Service;
  status: EntityStatus;
  stale: { since: number } | undefined;
}) {
  const { service, status, stale } = props;
  const t = useServiceWords();
  const rows = environmentRows(status);
  const { state: latest, refresh } = useLatestDeployments(
    service,
    deployedIn(rows),
  );
  const { state: differences } = useDifferences(service);
  return (
    <>
      <PageHeadline
        rows={rows}
        differences={dataOf(differences)?.differences}
      />
      <Section
        id={ENVIRONMENTS_ID}
        title={t('matrix.title')}
        end={<Freshness asOf={stale?.since ?? oldestKnown(rows)} />}
      >
        <Matrix rows={rows} latest={latest} differences={differences} />
        {latest.status === 'error' && (
          <ErrorMessage
            error={latest.error}
            title={t('timeline.loadFailed')}
            onRetry={refresh}
            retrying={latest.retrying}
          />
        )}
        <PastFailure
          status={status}
          deployments={dataOf(latest)?.deployments ?? []}
        />
        <HealthCaveat rows={rows} />
      </Section>
    </>
  );
}
