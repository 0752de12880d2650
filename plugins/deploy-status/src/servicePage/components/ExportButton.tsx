import Button from '@material-ui/core/Button';
import { ErrorMessage } from '@michi/status-react';
import { useState } from 'react';
import { download } from '../../components/download';
import { useFeed } from '../../hooks/useDeployStatus';
import type { Service } from '../../model/services';
import { askedBy } from '../hooks/useDeployments';
import { useServiceWords } from '../hooks/useServiceWords';
import { toCsv } from '../../model/csv';
import { deploymentTable } from '../model/deploymentTable';
import type { TimelineFilter } from '../model/filter';

type ExportState =
  { status: 'idle' } | { status: 'busy' } | { status: 'error'; error: Error };

/** Exports every deployment that fits the filter, also those that are not loaded. */
export function ExportButton(props: {
  service: Service;
  filter: TimelineFilter;
  since: Date;
}) {
  const { service, filter, since } = props;
  const t = useServiceWords();
  const feed = useFeed();
  const [state, setState] = useState<ExportState>({ status: 'idle' });
  const start = async () => {
    setState({ status: 'busy' });
    try {
      const deployments = await feed.everyDeployment(
        service,
        since.toISOString(),
        askedBy(filter),
      );
      download(
        `${service.name}-deployments.csv`,
        toCsv(deploymentTable(deployments)),
      );
      setState({ status: 'idle' });
    } catch (error) {
      setState({
        status: 'error',
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        disabled={state.status === 'busy'}
        onClick={start}
      >
        {t(state.status === 'busy' ? 'timeline.exporting' : 'timeline.export')}
      </Button>
      {state.status === 'error' && (
        <ErrorMessage
          error={state.error}
          title={t('timeline.exportFailed')}
          onRetry={start}
          retrying={false}
        />
      )}
    </>
  );
}
