import { makeStyles } from '@material-ui/core/styles';
import type { Plan, Revision } from '@michi/plugin-deploy-status-common';
import { useId } from 'react';
import { useActionWords } from '../hooks/useActionWords';
import type { Intent } from '../model/intent';
import { ChangeTable } from './ChangeTable';
import { FileChanges } from './FileChanges';
import { OperationSummary } from './OperationSummary';
import { ProblemList } from './ProblemList';
import { ResourceChanges } from './ResourceChanges';

const NONE: Revision[] = [];

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(2) },
  title: { margin: theme.spacing(0, 0, 0.5), fontSize: 14, fontWeight: 600 },
  text: { margin: 0 },
}));

/** What a change is about and what it would do. */
export function PlanView({
  intent,
  plan,
}: {
  intent: Intent;
  plan: Plan;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { operation, obstacles, cautions } = plan;
  const { action } = intent;
  const isPlain = action === 'retry' || action === 'terminate';
  return (
    <div className={classes.root}>
      {isPlain && obstacles.length === 0 && (
        <p className={classes.text}>{t(`plain.${action}`)}</p>
      )}
      {action === 'rollback' && obstacles.length === 0 && (
        <p className={classes.text}>{t('plain.rollback')}</p>
      )}
      {action === 'terminate' && !operation && obstacles.length === 0 && (
        <p className={classes.text}>{t('plain.notBegun')}</p>
      )}
      {cautions.length > 0 && (
        <ProblemList problems={cautions} action={action} />
      )}
      {isPlain && operation && (
        <OperationSummary
          action={action}
          operation={operation}
          withCommits={action === 'terminate' || cautions.length > 0}
        />
      )}
      {action !== 'terminate' && (!isPlain || operation) && (
        <Changes intent={intent} plan={plan} />
      )}
    </div>
  );
}

/** Commits, images, resources and lines, as they are and as they would be. */
function Changes({ intent, plan }: { intent: Intent; plan: Plan }) {
  const classes = useStyles();
  const id = useId();
  const { t } = useActionWords();
  const { environment } = plan;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {plan.obstacles.length > 0
          ? t('plan.changesHere', { environment })
          : t('plan.changes', { environment })}
      </h3>
      <ChangeTable
        plan={plan}
        known={intent.action === 'rollback' ? intent.revisions : NONE}
      />
      <FileChanges files={plan.files} />
      {/* Only a sync can be tried beforehand. */}
      {(intent.action === 'sync' || plan.resources.length > 0) && (
        <ResourceChanges plan={plan} />
      )}
    </section>
  );
}
