import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: 6,
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
    flex: 'none',
    transition: 'transform 120ms',
    '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
  },
  open: { transform: 'rotate(90deg)' },
}));

/** A button that opens and closes what belongs to it. */
export function DisclosureButton(props: {
  isOpen: boolean;
  /** The id of what it opens. */
  controls: string;
  onToggle(): void;
  /** What it is called aloud, where its content is too short for that. */
  label: string;
  children?: ReactNode;
}) {
  const { isOpen, controls, onToggle, label, children } = props;
  const classes = useStyles();
  return (
    <button
      type="button"
      className={classes.root}
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      aria-label={label}
      onClick={onToggle}
    >
      {children}
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
