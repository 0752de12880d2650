import Button from '@material-ui/core/Button';
import type { Application, Instance } from '@michi/plugin-deploy-status-common';
import { QueryView, type QueryState } from '@michi/status-react';
import { useState } from 'react';
import type { Deployments } from '../../api/deploymentPages';
import { Section } from '../../components/home/Section';
import type { Service } from '../../model/services';
import { useDateText } from '../hooks/useDateText';
import { useTimeline } from '../hooks/useDeployments';
import { useServiceWords } from '../hooks/useServiceWords';
import { useTimelineFilter } from '../hooks/useTimelineFilter';
import type { TimelineFilter } from '../model/filter';
import { ExportButton } from './ExportButton';
import { FilterBar } from './FilterBar';
import { TIMELINE_ID } from './ids';
import { TimelineContent } from './TimelineContent';
import { TimelineSkeleton } from './TimelineSkeleton';

/** What was deployed when, as a chart and as a table, as far as the filter lets through. */
export function TimelineSection(props: {
  service: Service;
  /** In the order of the road to production. */
  environments: string[];
  applications: Application[];
  instances: Instance[];
}) {
  const { service, environments, applications, instances } = props;
  const t = useServiceWords();
  const [filter, setFilter] = useTimelineFilter();
  const [pages, setPages] = useState(1);
  const { state, refresh, since } = useTimeline(service, filter, pages);
  const isRefreshing = state.status === 'ready' && state.refreshing;
  const change = (part: Partial<TimelineFilter>) => {
    setPages(1);
    setFilter(part);
  };
  return (
    <Section
      id={TIMELINE_ID}
      title={t('timeline.title')}
      aside={useSummary(state, filter, since)}
      end={<ExportButton service={service} filter={filter} since={since} />}
    >
      <FilterBar
        filter={filter}
        environments={environments}
        onChange={change}
      />
      <QueryView
        state={state}
        skeleton={<TimelineSkeleton lanes={Math.max(1, environments.length)} />}
        errorTitle={t('timeline.loadFailed')}
        onRetry={refresh}
      >
        {data => (
          <>
            <TimelineContent
              data={data}
              filter={filter}
              since={since}
              environments={environments}
              applications={applications}
              instances={instances}
              onFilter={change}
              onOpen={open => setFilter({ open })}
            />
            {data.deployments.length < data.total && (
              <Button
                size="small"
                variant="outlined"
                disabled={isRefreshing}
                onClick={() => setPages(pages + 1)}
              >
                {t(isRefreshing ? 'timeline.loading' : 'timeline.more')}
              </Button>
            )}
          </>
        )}
      </QueryView>
    </Section>
  );
}

/** What the deployments come to: how many, how many failed, since when. */
function useSummary(
  state: QueryState<Deployments>,
  filter: TimelineFilter,
  since: Date,
): string | undefined {
  const t = useServiceWords();
  const date = useDateText()(since);
  if (state.status !== 'ready' || state.data.total === 0) return undefined;
  const { total: count, failed } = state.data;
  switch (filter.only) {
    case 'failed':
      return t('timeline.summaryFailed', { count, date });
    case 'rollback':
      return t('timeline.summaryRollbacks', { count, date });
    default:
      return t('timeline.summary', { count, failed: String(failed), date });
  }
}
