import type {
  Application,
  Operation,
} from '@michi/plugin-deploy-status-common';
import { Loading, SkeletonText, useLiveQuery } from '@michi/status-react';
import { useMemo } from 'react';
import { useFeed } from '../../hooks/useDeployStatus';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { repeatedBy } from '../model/change';
import { ChangeTable } from './ChangeTable';

/** Which commits and images a retry deploys: those of the operation that failed, as the ledger has it. */
export function RetryChanges({
  application,
  operation: { startedAt },
}: {
  application: Application;
  operation: Operation;
}): JSX.Element {
  const { t } = useActionWords();
  const { entityRef } = useActions();
  const feed = useFeed();
  const { name, environment } = application;
  const query = useMemo(
    () =>
      feed.latestDeployments(
        { entityRef, name, applicationName: name },
        startedAt,
        [environment],
      ),
    [feed, entityRef, name, startedAt, environment],
  );
  const state = useLiveQuery(query);
  if (state.status === 'loading') {
    return (
      <Loading>
        <SkeletonText width="60%" />
      </Loading>
    );
  }
  const change =
    state.status === 'ready'
      ? repeatedBy(application, state.data.deployments)
      : undefined;
  return change ? (
    <ChangeTable plan={change} known={application.revisions} />
  ) : (
    <p>{t('plain.retryUnknown')}</p>
  );
}
