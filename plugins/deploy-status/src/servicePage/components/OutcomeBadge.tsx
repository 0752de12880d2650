import { makeStyles } from '@material-ui/core/styles';
import {
  hasFailed,
  outcomeOf,
  type Deployment,
  type Ended,
} from '@michi/plugin-deploy-status-common';
import { useWords } from '../../hooks/useWords';
import { useServiceWords } from '../hooks/useServiceWords';
import { markOf } from '../model/outcome';
import { DeploymentMark } from './DeploymentMark';

const useStyles = makeStyles({
  // Not flex: its items would be lines of their own in copied text.
  root: { whiteSpace: 'nowrap', '& > svg': { marginRight: 6 } },
});

/** How a deployment ended, in a word. */
export function useOutcome(): (
  of: Ended & Pick<Deployment, 'rollback'>,
) => string {
  const { t } = useWords();
  const words = useServiceWords();
  return deployment => {
    const outcome = outcomeOf(deployment);
    if (deployment.rollback) {
      if (outcome === 'Succeeded') return words('table.rolledBack');
      if (hasFailed(deployment)) return words('table.rollbackFailed');
    }
    return t(`phase.${outcome}`);
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
