import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { StatusMark, type Tone } from './StatusBadge';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    padding: theme.spacing(1, 0),
  },
  mark: { paddingTop: 4, lineHeight: 0 },
  title: { fontWeight: 600, fontSize: 14 },
  details: { color: theme.palette.textSubtle, fontSize: 13, marginTop: 2 },
  reference: {
    color: theme.palette.textSubtle,
    fontSize: 12,
    marginTop: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
  action: { marginTop: theme.spacing(1) },
}));

/**
 * A state that is not data, said in words: what it is, why, and what comes
 * next. Never a dead end: pass `children` or `action`.
 */
export function StateMessage(props: {
  tone: Tone;
  title: string;
  /** Why, and what to do. */
  children?: ReactNode;
  /** Such as a request's id, for whoever looks into it. */
  reference?: string;
  action?: { label: string; onClick(): void; disabled?: boolean };
  /** `alert` is read aloud at once; leave it out for states that are no news. */
  role?: 'alert' | 'status';
}) {
  const { tone, title, children, reference, action, role } = props;
  const classes = useStyles();
  return (
    <div className={classes.root} role={role}>
      <span className={classes.mark}>
        <StatusMark tone={tone} />
      </span>
      <div>
        <Typography className={classes.title}>{title}</Typography>
        {children && <div className={classes.details}>{children}</div>}
        {reference && <div className={classes.reference}>{reference}</div>}
        {action && (
          <Button
            className={classes.action}
            size="small"
            variant="outlined"
            disabled={action.disabled}
            onClick={action.onClick}
          >
            {action.label}
          </Button>
        )}
      </div>
    </div>
  );
}
