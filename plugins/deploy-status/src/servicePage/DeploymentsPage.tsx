import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { QueryView, SkeletonText } from '@michi/status-react';
import { ActionsProvider } from '../actions/components/ActionsProvider';
import { useEntityStatus } from '../hooks/useDeployStatus';
import { useWords } from '../hooks/useWords';
import { Section } from '../components/home/Section';
import { ENVIRONMENTS_ID, TIMELINE_ID } from './components/ids';
import { StatusView } from './components/StatusView';
import { TimelineSkeleton } from './components/TimelineSkeleton';
import { MatrixSkeleton } from './components/MatrixSkeleton';
import { useService } from './hooks/useService';
import { useServiceWords } from './hooks/useServiceWords';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    // As wide as the page, however wide its tables would like to be.
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
  },
  headline: { margin: 0, fontSize: 18, lineHeight: 1.5, minHeight: '3em' },
}));

/** The tab "Deployments": what runs where, how it got there, and what to do about it. */
export function DeploymentsPage() {
  const { entity } = useEntity();
  return (
    <ActionsProvider entity={entity}>
      <PageContent entity={entity} />
    </ActionsProvider>
  );
}

function PageContent({ entity }: { entity: Entity }) {
  const classes = useStyles();
  const { t } = useWords();
  const words = useServiceWords();
  const service = useService(entity);
  const { state, refresh } = useEntityStatus(entity);
  const stale = state.status === 'ready' ? state.stale : undefined;
  return (
    <div className={classes.root}>
      <QueryView
        state={state}
        skeleton={
          <>
            <p className={classes.headline}>
              <SkeletonText width="60%" />
            </p>
            <Section id={ENVIRONMENTS_ID} title={words('matrix.title')}>
              <MatrixSkeleton />
            </Section>
            <Section id={TIMELINE_ID} title={words('timeline.title')}>
              <TimelineSkeleton lanes={3} />
            </Section>
          </>
        }
        errorTitle={t('state.loadFailed')}
        onRetry={refresh}
      >
        {status => (
          <StatusView
            key={service.entityRef}
            service={service}
            status={status}
            stale={stale}
          />
        )}
      </QueryView>
    </div>
  );
}
