import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 6,
    overflow: 'hidden',
  },
  option: {
    margin: 0,
    padding: theme.spacing(0.375, 1.25),
    border: 0,
    background: 'none',
    font: 'inherit',
    fontSize: 13,
    color: theme.palette.textSubtle,
    cursor: 'pointer',
    '& + &': { borderLeft: `1px solid ${theme.palette.divider}` },
    '&:hover': { color: theme.palette.text.primary },
    '&[aria-pressed="true"]': {
      backgroundColor: theme.palette.infoBackground,
      color: theme.palette.text.primary,
      fontWeight: 600,
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
}));

/** A few choices side by side. */
export function ToggleGroup<T extends string | number>(props: {
  label: string;
  options: { value: T; label: string; isOn: boolean }[];
  onToggle(value: T): void;
}) {
  const { label, options, onToggle } = props;
  const classes = useStyles();
  return (
    <div className={classes.root} role="group" aria-label={label}>
      {options.map(({ value, label: text, isOn }) => (
        <button
          key={value}
          type="button"
          className={classes.option}
          aria-pressed={isOn}
          onClick={() => onToggle(value)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
