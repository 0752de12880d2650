import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    alignContent: 'space-between',
    gap: theme.spacing(1),
    minWidth: 0,
    padding: theme.spacing(1.5, 2),
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
  },
  open: { borderColor: theme.palette.primary.main },
  heading: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
  button: {
    font: 'inherit',
    display: 'grid',
    width: '100%',
    padding: 0,
    textAlign: 'left',
    color: 'inherit',
    background: 'none',
    border: 0,
    cursor: 'pointer',
    '&:hover $name': { textDecoration: 'underline' },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 4,
      borderRadius: 2,
    },
  },
  name: { fontWeight: 600 },
  note: { fontSize: 12, color: theme.palette.textSubtle },
  value: { fontSize: 24, fontWeight: 600, lineHeight: 1.4 },
  unit: {
    marginLeft: 6,
    fontSize: 12,
    fontWeight: 400,
    color: theme.palette.textSubtle,
  },
  details: { fontSize: 13, color: theme.palette.textSubtle },
}));

/** One figure: what it is, what it comes to and of how many; a click explains it. */
export function FigureCard(props: {
  name: string;
  /** What it measures, in a few words. */
  note: string;
  value: string;
  /** What the value is, such as `p50`. */
  unit?: string;
  /** Of how many, and how far it spreads. */
  details: string;
  /** What a click does, on hover. */
  hint: string;
  open: boolean;
  /** The id of the element that explains it. */
  controls: string;
  onToggle(): void;
  /** How it went. */
  children?: ReactNode;
}) {
  const { name, note, value, unit, details, open, controls } = props;
  const classes = useStyles();
  return (
    <div className={open ? `${classes.root} ${classes.open}` : classes.root}>
      <h3 className={classes.heading}>
        <button
          type="button"
          className={classes.button}
          title={props.hint}
          aria-expanded={open}
          aria-controls={open ? controls : undefined}
          onClick={props.onToggle}
        >
          <span className={classes.name}>{name}</span>
          <span className={classes.note}>{note}</span>
          <span className={classes.value}>
            {value}
            {unit && <span className={classes.unit}>{unit}</span>}
          </span>
          <span className={classes.details}>{details}</span>
        </button>
      </h3>
      {props.children}
    </div>
  );
}
