import { makeStyles } from '@material-ui/core/styles';
import type { Deployment } from '@michi/plugin-deploy-status-common';
import { useWords } from '../../hooks/useWords';
import { useServiceWords } from '../hooks/useServiceWords';
import { isFailed } from '../model/failure';
import { markOf } from '../model/outcome';
import { DeploymentMark } from './DeploymentMark';

const useStyles = makeStyles({
  // Not flex: its items would be lines of their own in copied text.
  root: { whiteSpace: 'nowrap', '& > svg': { marginRight: 6 } },
});

/** How a deployment ended, in a word. */
export function useOutcome(): (
  of: Pick<Deployment, 'phase' | 'rollback'>,
) => string {
  const { t } = useWords();
  const words = useServiceWords();
  return ({ phase, rollback }) => {
    if (rollback && phase === 'Succeeded') return words('table.rolledBack');
    if (rollback && isFailed(phase)) return words('table.rollbackFailed');
    return t(`phase.${phase}`);
  };
}

/** How a deployment ended: shape, colour and word. */
export function OutcomeBadge({ deployment }: { deployment: Deployment }) {
  const classes = useStyles();
  const outcome = useOutcome();
  return (
    <span className={classes.root}>
      <DeploymentMark kind={markOf(deployment)} />
      <span>{outcome(deployment)}</span>
    </span>
  );
}
