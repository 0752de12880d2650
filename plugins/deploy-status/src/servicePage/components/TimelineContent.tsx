import type { Application, Instance } from '@michi/plugin-deploy-status-common';
import { StateMessage } from '@michi/status-react';
import { useMemo, useState } from 'react';
import type { Deployments } from '../../api/deploymentPages';
import { useWords } from '../../hooks/useWords';
import { tellDeployments } from '../../model/deploymentPlaces';
import { useDateText } from '../hooks/useDateText';
import { useServiceWords } from '../hooks/useServiceWords';
import {
  isNarrowed,
  LEDGER_DAYS,
  LEDGER_YEARS,
  type TimelineFilter,
} from '../model/filter';
import { DeploymentsTable } from './DeploymentsTable';
import { Legend } from './Legend';
import { TimelineChart } from './TimelineChart';

/** The chart and the table of the deployments that are there; or why there are none. */
export function TimelineContent(props: {
  data: Deployments;
  filter: TimelineFilter;
  since: Date;
  environments: string[];
  applications: Application[];
  instances: Instance[];
  onFilter(change: Partial<TimelineFilter>): void;
  onOpen(id: string | undefined): void;
}) {
  const { data, filter, since, environments, applications, instances } = props;
  const { onFilter, onOpen } = props;
  const t = useServiceWords();
  const { t: shared } = useWords();
  const date = useDateText()(since);
  // The chart ends where its deployments arrived.
  const [arrived, setArrived] = useState(() => ({ data, at: new Date() }));
  if (arrived.data !== data) setArrived({ data, at: new Date() });
  const { deployments, total, denied } = data;
  const tell = useMemo(
    () => tellDeployments({ applications, instances }, deployments),
    [applications, instances, deployments],
  );
  const lanes =
    filter.environments.length > 0
      ? environments.filter(one => filter.environments.includes(one))
      : environments;
  if (deployments.length === 0) {
    const narrowed = isNarrowed(filter);
    return (
      <StateMessage
        tone="unknown"
        title={t(narrowed ? 'timeline.noneNarrowed' : 'timeline.none', {
          date,
        })}
        action={
          narrowed || filter.days < LEDGER_DAYS
            ? {
                label: t('timeline.showAll', { count: LEDGER_YEARS }),
                onClick: () =>
                  onFilter({
                    environments: [],
                    only: 'all',
                    days: LEDGER_DAYS,
                  }),
              }
            : undefined
        }
      >
        {t(narrowed ? 'timeline.noneNarrowedHint' : 'timeline.noneHint')}
        {denied > 0 && <p>{shared('today.denied', { count: denied })}</p>}
      </StateMessage>
    );
  }
  const isOpenHere = deployments.some(({ id }) => id === filter.open);
  return (
    <>
      <TimelineChart
        deployments={deployments}
        environments={lanes}
        tell={tell}
        from={since}
        to={arrived.at}
        complete={deployments.length >= total}
        open={filter.open}
        onOpen={onOpen}
      />
      <Legend />
      {filter.open !== undefined && !isOpenHere && (
        <p role="status">{t('timeline.notHere')}</p>
      )}
      <DeploymentsTable
        deployments={deployments}
        applications={applications}
        tell={tell}
        open={filter.open}
        onOpen={onOpen}
      />
      {deployments.length < total && (
        <p>
          {t('timeline.listed', {
            shown: String(deployments.length),
            total: String(total),
          })}
        </p>
      )}
    </>
  );
}
