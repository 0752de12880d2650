import { makeStyles } from '@material-ui/core/styles';
import type { Deployment } from '@michi/plugin-deploy-status-common';
import { useWords } from '../../hooks/useWords';
import { DeploymentMark } from './DeploymentMark';
import { useOutcome } from './OutcomeBadge';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(0, 0, 1.5),
    padding: 0,
    listStyle: 'none',
    fontSize: 12,
    color: theme.palette.textSubtle,
    '& > li': { display: 'inline-flex', alignItems: 'baseline', gap: 6 },
  },
}));

const KINDS = [
  { kind: 'good', phase: 'Succeeded', rollback: false },
  { kind: 'bad', phase: 'Failed', rollback: false },
  { kind: 'rollback', phase: 'Succeeded', rollback: true },
  { kind: 'progress', phase: 'Running', rollback: false },
] as const satisfies (Pick<Deployment, 'phase' | 'rollback'> & {
  kind: string;
})[];

/** What the chart's marks stand for. */
export function Legend() {
  const classes = useStyles();
  const { t } = useWords();
  const outcome = useOutcome();
  return (
    <ul className={classes.root} aria-hidden="true">
      {KINDS.map(({ kind, ...of }) => (
        <li key={kind}>
          <DeploymentMark kind={kind} size={11} />
          {outcome(of)}
          {kind === 'bad' && ` · ${t('phase.Degraded')}`}
        </li>
      ))}
    </ul>
  );
}
