import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { PlannedOperation } from '@michi/plugin-deploy-status-common';
import { Elapsed, RelativeTime } from '@michi/status-react';
import { useId } from 'react';
import { useActionWords } from '../hooks/useActionWords';
import type { PlainIntent } from '../model/intent';
import { CommitText } from './CommitText';
import { OperationResults } from './OperationResults';
import { Quotation } from './Quotation';

const useStyles = makeStyles(theme => ({
  title: { margin: theme.spacing(0, 0, 0.5), fontSize: 14, fontWeight: 600 },
  detail: {
    margin: theme.spacing(0, 0, 0.5),
    color: theme.palette.textSubtle,
    fontSize: 13,
    overflowWrap: 'anywhere',
  },
}));

/** The operation that is repeated or stopped: since when, by whom, how much of what, and how far it came. */
export function OperationSummary({
  action,
  operation,
  withCommits,
}: {
  action: PlainIntent['action'];
  operation: PlannedOperation;
  /** Whether nothing beside it says what it deploys. */
  withCommits: boolean;
}): JSX.Element {
  const classes = useStyles();
  const id = useId();
  const { t } = useActionWords();
  const { reason, message, dryRun } = operation;
  const revisions = withCommits ? operation.revisions : [];
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {t(action === 'retry' ? 'plain.failed' : 'plain.runs')}
      </h3>
      <p className={classes.detail}>
        <When operation={operation} />
        {' · '}
        <Scope operation={operation} />
        {operation.retries > 0 &&
          ` · ${t('progress.retries', { count: operation.retries })}`}
      </p>
      {reason && (
        <p className={classes.detail}>{t('plain.reason', { reason })}</p>
      )}
      {dryRun && <p className={classes.detail}>{t('plain.dryRun')}</p>}
      {revisions.map(revision => (
        <p key={revision.id} className={classes.detail}>
          {t('plan.commit')} <CommitText revision={revision} />
        </p>
      ))}
      {message && <Quotation text={message} />}
      <OperationResults operation={operation} />
    </section>
  );
}

/** For how long it has run, or when it ended, and who began it. */
function When({ operation }: { operation: PlannedOperation }) {
  const { t } = useActionWords();
  const { startedAt, finishedAt, phase } = operation;
  const name = useStarter(operation);
  if (phase === 'Running' || phase === 'Terminating') {
    const elapsed = <Elapsed since={startedAt} />;
    return name ? (
      <>{t('plain.runningBy', { elapsed, name })}</>
    ) : (
      <>{t('plain.running', { elapsed })}</>
    );
  }
  const when = <RelativeTime time={finishedAt ?? startedAt} />;
  return name ? (
    <>{t('plain.endedBy', { when, name })}</>
  ) : (
    <>{t('plain.ended', { when })}</>
  );
}

function useStarter({
  requestedBy,
  automated,
  startedBy,
}: PlannedOperation): JSX.Element | string | undefined {
  const { t } = useActionWords();
  if (requestedBy) {
    return (
      <EntityDisplayName entityRef={requestedBy} hideIcon disableTooltip />
    );
  }
  return automated ? t('plain.automatic') : startedBy;
}

function Scope({ operation }: { operation: PlannedOperation }) {
  const { t } = useActionWords();
  const { resources, prune } = operation;
  return (
    <>
      {resources
        ? t('plain.some', { count: resources.length })
        : t('choice.all')}
      {prune && ` · ${t('plain.prune')}`}
    </>
  );
}
