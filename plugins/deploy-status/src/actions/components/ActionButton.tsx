import Button, { type ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { visuallyHidden } from '@michi/status-react';
import { useId, useState, type MouseEvent, type ReactNode } from 'react';
import type { Grant } from '../hooks/useGrants';

const useStyles = makeStyles(theme => ({
  root: { whiteSpace: 'nowrap', textTransform: 'none' },
  // Among the links of a table's row it must not make the row higher.
  text: {
    minWidth: 0,
    padding: theme.spacing(0, 0.5),
    fontSize: 'inherit',
    fontWeight: 400,
    lineHeight: 'inherit',
  },
  // It can still be reached and asked why, which a disabled button cannot.
  denied: {
    color: theme.palette.text.disabled,
    borderColor: theme.palette.action.disabledBackground,
    cursor: 'help',
    '&:hover': { backgroundColor: 'transparent' },
  },
}));

/** A button for something that not everybody may do. Where it is denied, it says why and whom to ask. */
export function ActionButton(props: {
  grant: Grant;
  /** Why it is denied. */
  denial: string | undefined;
  onClick(button: HTMLElement): void;
  variant?: ButtonProps['variant'];
  'aria-label'?: string;
  children: ReactNode;
}): JSX.Element {
  const { grant, denial, onClick, variant = 'outlined', children } = props;
  const classes = useStyles();
  const look =
    variant === 'text' ? `${classes.root} ${classes.text}` : classes.root;
  const id = useId();
  const [explained, setExplained] = useState(false);
  const shared = {
    size: 'small' as const,
    'aria-label': props['aria-label'],
  };
  if (denial === undefined) {
    return (
      <Button
        {...shared}
        className={look}
        variant={variant}
        color="primary"
        disabled={grant === 'checking'}
        onClick={(event: MouseEvent<HTMLElement>) =>
          onClick(event.currentTarget)
        }
      >
        {children}
      </Button>
    );
  }
  return (
    <>
      <Tooltip
        title={denial}
        open={explained}
        onOpen={() => setExplained(true)}
        onClose={() => setExplained(false)}
      >
        <Button
          {...shared}
          className={`${look} ${classes.denied}`}
          variant={variant === 'contained' ? 'outlined' : variant}
          aria-disabled
          aria-describedby={id}
          disableRipple
          onClick={() => setExplained(true)}
        >
          {children}
        </Button>
      </Tooltip>
      <span id={id} style={visuallyHidden}>
        {denial}
      </span>
    </>
  );
}
