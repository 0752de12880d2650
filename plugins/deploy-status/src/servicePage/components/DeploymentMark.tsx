import { makeStyles } from '@material-ui/core/styles';
import { StatusMark } from '@michi/status-react';
import type { MarkKind } from '../model/outcome';

const useStyles = makeStyles(theme => ({
  rollback: {
    flex: 'none',
    marginBottom: -1,
    color: theme.palette.status.warning,
  },
}));

/** A deployment's outcome as shape and colour; a rollback is an arrow that turns back. */
export function DeploymentMark({
  kind,
  size = 12,
}: {
  kind: MarkKind;
  size?: number;
}) {
  const classes = useStyles();
  if (kind !== 'rollback') return <StatusMark tone={kind} size={size} />;
  return (
    <svg
      className={classes.rollback}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      data-tone="rollback"
    >
      <path
        d="M2.6 4.2A4.4 4.4 0 1 1 1.9 7.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
      <path d="M0.6 0.9L1.2 5.9L5.6 4.1Z" fill="currentColor" />
    </svg>
  );
}
