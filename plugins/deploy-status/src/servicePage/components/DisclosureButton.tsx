import { makeStyles } from '@material-ui/core/styles';
import { visuallyHidden } from '@michi/status-react';
import type { CSSProperties, ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'relative',
    // Not flex: its items would be lines of their own in copied text.
    display: 'inline',
    margin: 0,
    padding: theme.spacing(0.25, 0.5),
    marginLeft: theme.spacing(-0.5),
    border: 0,
    borderRadius: 4,
    background: 'none',
    font: 'inherit',
    color: theme.palette.primary.main,
    textAlign: 'left',
    cursor: 'pointer',
    '&:hover': { backgroundColor: theme.palette.infoBackground },
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  mark: {
    marginLeft: 6,
    transition: 'transform 120ms',
    '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
  },
  open: { transform: 'rotate(90deg)' },
}));

/** Not part of copied text either. */
const unseen: CSSProperties = { ...visuallyHidden, userSelect: 'none' };

/** A button that opens and closes what belongs to it. */
export function DisclosureButton(props: {
  isOpen: boolean;
  /** The id of what it opens. */
  controls: string;
  onToggle(): void;
  /** What is read aloud after its content, where that is too short. */
  aloud: string;
  children: ReactNode;
}) {
  const { isOpen, controls, onToggle, aloud, children } = props;
  const classes = useStyles();
  return (
    <button
      type="button"
      className={classes.root}
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      onClick={onToggle}
    >
      <span>
        {children}
        <span style={unseen}> {aloud}</span>
      </span>
      <svg
        className={`${classes.mark} ${isOpen ? classes.open : ''}`}
        width="8"
        height="8"
        viewBox="0 0 8 8"
        aria-hidden="true"
      >
        <path d="M2 0.5L6.5 4L2 7.5Z" fill="currentColor" />
      </svg>
    </button>
  );
}
