import { makeStyles } from '@material-ui/core/styles';
import type { Plan, Revision } from '@michi/plugin-deploy-status-common';
import { useId } from 'react';
import { useActionWords } from '../hooks/useActionWords';
import type { Intent } from '../model/intent';
import { ChangeTable } from './ChangeTable';
import { FileChanges } from './FileChanges';
import { ResourceChanges } from './ResourceChanges';

const NONE: Revision[] = [];

const useStyles = makeStyles(theme => ({
  title: { margin: theme.spacing(0, 0, 0.5), fontSize: 14, fontWeight: 600 },
}));

/** What would change: commits, images, resources and lines, as they are and as they would be. */
export function PlanView({
  intent,
  plan,
}: {
  intent: Intent;
  plan: Plan;
}): JSX.Element {
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
