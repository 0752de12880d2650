import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    font: 'inherit',
    fontSize: 14,
    height: 32,
    maxWidth: 220,
    padding: theme.spacing(0, 1),
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
}));

/** The browser's own list: quick with hundreds of options, and every keyboard knows it. */
export function Select(props: {
  label: string;
  /** Of the option that chooses nothing. */
  all: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange(value: string | undefined): void;
}) {
  const { label, all, value, options, onChange } = props;
  const classes = useStyles();
  return (
    <select
      className={classes.root}
      aria-label={label}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
    >
      <option value="">{all}</option>
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
